import unittest, sys, io
from unittest import mock
class T(unittest.TestCase):
    def setUp(self): self.x = 1
    def test_ok(self): self.assertEqual(self.x, 1); self.assertTrue(1); self.assertIn(1, [1]); self.assertIsNone(None)
    def test_fail(self): self.assertEqual([1, 2, 3], [1, 2, 4])
    def test_dict(self): self.assertEqual({'a': 1}, {'a': 2})
    def test_str(self): self.assertEqual('a\nb\n', 'a\nc\n')
    def test_err(self): raise KeyError('x')
    @unittest.skip('why')
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_xf(self): self.fail()
    def test_raises(self):
        with self.assertRaises(ValueError) as cm: int('x')
        self.assertIn('invalid', str(cm.exception))
        with self.assertRaisesRegex(ValueError, 'inv'): int('x')
        self.assertAlmostEqual(1.0, 1.00000001)
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_logs(self):
        import logging
        with self.assertLogs('foo', 'INFO') as cm: logging.getLogger('foo').info('hi')
        self.assertEqual(cm.output, ['INFO:foo:hi'])
    def test_mock(self):
        m = mock.Mock(return_value=3); self.assertEqual(m(1, a=2), 3); m.assert_called_once_with(1, a=2)
        with mock.patch('os.getcwd', return_value='/x'):
            import os; self.assertEqual(os.getcwd(), '/x')
        mm = mock.MagicMock(); mm.__len__.return_value = 5; self.assertEqual(len(mm), 5); print(mm.foo.bar is mm.foo.bar, m.mock_calls)
        with self.assertRaises(AssertionError): m.assert_called_with(9)
out = io.StringIO()
r = unittest.main(argv=['x', '-v'], exit=False, testRunner=unittest.TextTestRunner(stream=out, verbosity=2)).result
import re
text = re.sub(r'"[^"]*main.py"', '"main.py"', out.getvalue())
print(re.sub(r'in [\d.]+s', 'in Xs', re.sub(r'0x\w+|id=.\d+.', 'ID', text))); print(r.testsRun, len(r.failures), len(r.errors))
