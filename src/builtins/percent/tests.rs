//! Checks of `%` formatting with a tiny stand-in for the object layer.

use super::*;
use crate::builtins::fault::never;

enum Value {
    Int(i64),
    Float(f64),
    Text(&'static str),
}

struct Arguments {
    values: Vec<Value>,
    next: usize,
}

impl Arguments {
    fn take(&mut self) -> Result<&Value, Fault> {
        self.next += 1;
        self.values
            .get(self.next - 1)
            .ok_or(Fault::type_error("not enough arguments for format string"))
    }
}

impl PercentArguments for Arguments {
    type Error = Fault;

    fn select(&mut self, key: StrView) -> Result<(), Fault> {
        self.values = vec![Value::Int(key.len() as i64)];
        self.next = 0;
        Ok(())
    }

    fn star(&mut self) -> Result<i64, Fault> {
        match self.take()? {
            Value::Int(value) => Ok(*value),
            _ => Err(Fault::type_error("* wants int")),
        }
    }

    fn convert(&mut self, conversion: &Conversion, out: &mut StrBuf) -> Result<(), Fault> {
        let value = self.take()?;
        match (conversion.kind_byte(), value) {
            (b's', Value::Text(text)) => conversion.push_text(StrBuf::from_utf8(text).view(), out),
            (b'd' | b'i' | b'u' | b'o' | b'x' | b'X', Value::Int(value)) => {
                conversion.push_int(&Int::Small(*value), 0, &never, out)
            }
            (b'd' | b'x', _) => Err(conversion.wrong_type("str")),
            (b'e' | b'E' | b'f' | b'F' | b'g' | b'G', Value::Float(value)) => {
                conversion.push_float(*value, out)
            }
            (b'c', Value::Int(value)) => conversion.push_character(&Int::Small(*value), out),
            _ => Err(conversion.unsupported()),
        }
    }
}

fn show(format: &str, values: Vec<Value>) -> String {
    let format = StrBuf::from_utf8(format);
    let mut out = StrBuf::with_capacity(0);
    let mut arguments = Arguments { values, next: 0 };
    match format_percent(format.view(), &mut arguments, &mut out) {
        Ok(()) => out.view().to_utf8_lossy(),
        Err(fault) => format!("!{}", fault.text),
    }
}

#[test]
fn ints() {
    for (format, value, shown) in [
        ("%d%%", 5, "5%"),
        ("%#x", 255, "0xff"),
        ("%#X", -255, "-0XFF"),
        ("%+.5x", -300, "-0012c"),
        ("%010.5d", 3, "0000000003"),
        ("%-010d|", 3, "3         |"),
        ("%#05x", 3, "0x003"),
        ("% 05d", 3, " 0003"),
        ("%5c|", 65, "    A|"),
        ("%ld", 3, "3"),
        ("%(abc)5d", 0, "    3"),
        ("%((a)b)d", 0, "4"),
        ("%c", -1, "!%c arg not in range(0x110000)"),
        (
            "%y",
            1,
            "!unsupported format character 'y' (0x79) at index 1",
        ),
        (
            "%é",
            1,
            "!unsupported format character '?' (0xe9) at index 1",
        ),
        (
            "%lld",
            1,
            "!unsupported format character 'l' (0x6c) at index 2",
        ),
        (
            "%5%",
            1,
            "!unsupported format character '%' (0x25) at index 2",
        ),
        ("%", 1, "!incomplete format"),
        ("%(a", 1, "!incomplete format key"),
        ("%(a)", 1, "!incomplete format"),
        ("%99999999999999999999d", 1, "!width too big"),
        ("%.2147483648f", 1, "!precision too big"),
        ("%d %d", 1, "!not enough arguments for format string"),
    ] {
        assert_eq!(show(format, vec![Value::Int(value)]), shown, "{format}");
    }
}

#[test]
fn floats_and_texts() {
    for (format, value, shown) in [
        ("%g", 1e10, "1e+10"),
        ("%#g", 1.0, "1.00000"),
        ("%.0f", 2.5, "2"),
        ("%#.0f", 2.0, "2."),
        ("%F", f64::INFINITY, "INF"),
        ("%05f", f64::NEG_INFINITY, "-0inf"),
        ("%+8.2e", 12345.678, "+1.23e+04"),
    ] {
        assert_eq!(show(format, vec![Value::Float(value)]), shown, "{format}");
    }
    assert_eq!(show("%5.2s|", vec![Value::Text("añb")]), "   añ|");
    assert_eq!(
        show("%x", vec![Value::Text("a")]),
        "!%x format: an integer is required, not str"
    );
}

#[test]
fn stars() {
    let ints = |a, b| vec![Value::Int(a), Value::Int(b)];
    assert_eq!(show("%*d|", ints(-5, 1)), "1    |");
    assert_eq!(show("%.*d", ints(-2, 7)), "7");
    let texts = vec![Value::Text("a"), Value::Int(1)];
    assert_eq!(show("%*d", texts), "!* wants int");
}
