import circular_a
saw = hasattr(circular_a, 'done')
try:
    circular_a.done
except AttributeError as e:
    print(str(e).split(' from ')[0])
try:
    from circular_a import done
except ImportError as e:
    print(str(e).split(' (')[0])
