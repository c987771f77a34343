//! `marshal`: plain data as bytes, in CPython's format.
//!
//! Invariant: whatever `dumps` writes, CPython reads, and the other way round; objects that CPython
//! would write as references to earlier ones are written again.
//! Deliberately absent: code objects, whose contents are the interpreter's own.
//! Next file to read: `structure/mod.rs`.

use super::modules::ModuleDef;
use crate::builtins::dict::PyDict;
use crate::builtins::exceptions as exc;
use crate::builtins::int::Int;
use crate::builtins::list::PyList;
use crate::builtins::tuple::PyTuple;
use crate::objects::args::{MethodDef, function};
use crate::objects::context::Vm;
use crate::objects::refcount::{PyResult, Ref};

/// The module `marshal`.
pub static MARSHAL: ModuleDef = ModuleDef {
    name: "marshal",
    doc: "Plain Python data as bytes, in a binary format that may differ between versions.",
    functions: FUNCTIONS,
    setup: Some(setup),
};

#[rustfmt::skip]
static FUNCTIONS: &[MethodDef] = &[
    function("dump", marshal_dump, "value, file, version=5, /, *, allow_code=True", "Write the value on the open file."),
    function("dumps", marshal_dumps, "value, version=5, /, *, allow_code=True", "Return the bytes object that would be written to a file by dump(value, file)."),
    function("load", marshal_load, "file, /, *, allow_code=True", "Read one value from the open file and return it."),
    function("loads", marshal_loads, "bytes, /, *, allow_code=True", "Convert the bytes-like object to a value."),
];

const VERSION: i64 = 5;
/// Objects deeper inside each other than this are refused.
const MAX_DEPTH: usize = 1000;

fn setup(vm: &Vm, dict: &Ref) -> PyResult<()> {
    vm.dict_set(dict, "version", vm.int(VERSION))
}

fn marshal_dumps(vm: &Vm, args: &[Ref]) -> PyResult {
    let mut out = Vec::new();
    write(vm, &args[0], &mut out, 0)?;
    Ok(vm.new_bytes(out))
}

fn marshal_dump(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = marshal_dumps(vm, &args[..1])?;
    vm.call_method_str(&args[1], "write", &[bytes])
}

fn put_length(out: &mut Vec<u8>, n: usize) {
    out.extend_from_slice(&(n as u32).to_le_bytes());
}

fn write_all(vm: &Vm, kind: u8, items: &[Ref], out: &mut Vec<u8>, depth: usize) -> PyResult<()> {
    if kind == b'(' && items.len() < 256 {
        out.extend_from_slice(&[b')', items.len() as u8]);
    } else {
        out.push(kind);
        put_length(out, items.len());
    }
    items.iter().try_for_each(|x| write(vm, x, out, depth + 1))
}

fn write(vm: &Vm, x: &Ref, out: &mut Vec<u8>, depth: usize) -> PyResult<()> {
    if depth > MAX_DEPTH {
        return Err(vm.value_error("object too deeply nested to marshal"));
    }
    if x.is_none() {
        out.push(b'N');
    } else if x.is_true() || x.is_false() {
        out.push(if x.is_true() { b'T' } else { b'F' });
    } else if x.is(&Ref::ellipsis()) {
        out.push(b'.');
    } else if x.is_type(&exc::STOP_ITERATION) {
        out.push(b'S');
    } else if let Some(i) = x
        .as_int()
        .filter(|_| x.is_exactly(&crate::builtins::int::INT))
    {
        write_int(&i, out);
    } else if let Some(f) = x
        .as_float()
        .filter(|_| x.is_exactly(&crate::builtins::float::FLOAT))
    {
        out.push(b'g');
        out.extend_from_slice(&f.to_le_bytes());
    } else if let Some(z) = x
        .as_complex()
        .filter(|_| x.is_exactly(&crate::builtins::complex::COMPLEX))
    {
        out.push(b'y');
        out.extend_from_slice(&z.re.to_le_bytes());
        out.extend_from_slice(&z.im.to_le_bytes());
    } else if let Some(s) = x
        .as_str()
        .filter(|_| x.is_exactly(&crate::builtins::str::STR))
    {
        match s.as_ascii() {
            Some(text) if text.len() < 256 => out.extend_from_slice(&[b'z', text.len() as u8]),
            Some(text) => {
                out.push(b'a');
                put_length(out, text.len());
            }
            None => out.push(b'u'),
        }
        let bytes = s.view().to_wtf8();
        if s.as_ascii().is_none() {
            put_length(out, bytes.len());
        }
        out.extend_from_slice(&bytes);
    } else if let Some(t) = x.downcast_exact::<PyTuple>() {
        write_all(vm, b'(', t.items(), out, depth)?;
    } else if let Some(l) = x.downcast_exact::<PyList>() {
        write_all(vm, b'[', &l.to_vec(), out, depth)?;
    } else if let Some(d) = x.downcast_exact::<PyDict>() {
        out.push(b'{');
        for (key, value) in d.pairs() {
            write(vm, &key, out, depth + 1)?;
            write(vm, &value, out, depth + 1)?;
        }
        out.push(b'0');
    } else if x.is_exactly(&crate::builtins::set::SET)
        || x.is_exactly(&crate::builtins::set::FROZENSET)
    {
        let kind = if x.is_exactly(&crate::builtins::set::SET) {
            b'<'
        } else {
            b'>'
        };
        write_all(vm, kind, &vm.collect_items(x)?, out, depth)?;
    } else if x.ty().slots().buffer.is_some() {
        let bytes = vm.bytes_of(x)?;
        out.push(b's');
        put_length(out, bytes.len());
        out.extend_from_slice(&bytes);
    } else {
        return Err(vm.value_error("unmarshallable object"));
    }
    Ok(())
}

fn write_int(i: &Int, out: &mut Vec<u8>) {
    if let Some(small) = i.to_i64().and_then(|i| i32::try_from(i).ok()) {
        out.push(b'i');
        out.extend_from_slice(&small.to_le_bytes());
        return;
    }
    out.push(b'l');
    let (_, words) = i.to_words();
    let mut digits = Vec::new();
    for bit in (0..words.len() * 64).step_by(15) {
        let (word, shift) = (bit / 64, bit % 64);
        let mut digit = words[word] >> shift;
        if shift > 49 && word + 1 < words.len() {
            digit |= words[word + 1] << (64 - shift);
        }
        digits.push((digit & 0x7fff) as u16);
    }
    while digits.last() == Some(&0) {
        digits.pop();
    }
    let count = digits.len() as i32;
    let count = if i.is_negative() { -count } else { count };
    out.extend_from_slice(&count.to_le_bytes());
    digits
        .iter()
        .for_each(|d| out.extend_from_slice(&d.to_le_bytes()));
}

fn marshal_loads(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = vm.bytes_of(&args[0])?;
    let mut reader = Reader {
        vm,
        rest: &bytes,
        refs: Vec::new(),
    };
    reader.value(0)
}

fn marshal_load(vm: &Vm, args: &[Ref]) -> PyResult {
    let bytes = vm.call_method_str(&args[0], "read", &[])?;
    let whole = vm.bytes_of(&bytes)?;
    let mut reader = Reader {
        vm,
        rest: &whole,
        refs: Vec::new(),
    };
    let value = reader.value(0)?;
    let left = reader.rest.len() as i64;
    if left > 0 {
        vm.call_method_str(&args[0], "seek", &[vm.int(-left), vm.int(1)])?;
    }
    Ok(value)
}

struct Reader<'a> {
    vm: &'a Vm,
    rest: &'a [u8],
    refs: Vec<Ref>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, n: usize) -> PyResult<&'a [u8]> {
        match self.rest.split_at_checked(n) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => Err(self.vm.error(&exc::EOF_ERROR, "marshal data too short")),
        }
    }

    fn byte(&mut self) -> PyResult<u8> {
        match self.take(1) {
            Ok([b]) => Ok(*b),
            _ => Err(self
                .vm
                .error(&exc::EOF_ERROR, "EOF read where object expected")),
        }
    }

    fn i32(&mut self) -> PyResult<i32> {
        let mut bytes = [0; 4];
        bytes.copy_from_slice(self.take(4)?);
        Ok(i32::from_le_bytes(bytes))
    }

    fn length(&mut self) -> PyResult<usize> {
        let n = self.i32()?;
        usize::try_from(n).map_err(|_| self.bad("size out of range"))
    }

    fn f64(&mut self) -> PyResult<f64> {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(self.take(8)?);
        Ok(f64::from_le_bytes(bytes))
    }

    fn bad(&self, what: &str) -> crate::objects::refcount::Exc {
        self.vm.value_error(format!("bad marshal data ({what})"))
    }

    fn items(&mut self, n: usize, depth: usize) -> PyResult<Vec<Ref>> {
        (0..n).map(|_| self.value(depth + 1)).collect()
    }

    fn int(&mut self) -> PyResult {
        let count = self.i32()?;
        let mut value = Int::ZERO;
        let mut bytes = Vec::new();
        let (mut held, mut bits) = (0u32, 0);
        for pair in self.take(count.unsigned_abs() as usize * 2)?.chunks(2) {
            held |= u32::from(u16::from_le_bytes([pair[0], pair[1]]) & 0x7fff) << bits;
            bits += 15;
            while bits >= 8 {
                bytes.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        bytes.push(held as u8);
        if count != 0 {
            value = Int::from_bytes(&bytes, true, false);
        }
        Ok(self
            .vm
            .int_from(if count < 0 { value.neg() } else { value }))
    }

    fn value(&mut self, depth: usize) -> PyResult {
        if depth > MAX_DEPTH {
            return Err(self.bad("nesting too deep"));
        }
        let vm = self.vm;
        let byte = self.byte()?;
        let place = (byte & 0x80 != 0).then(|| {
            self.refs.push(Ref::none());
            self.refs.len() - 1
        });
        let text =
            |bytes: &[u8]| vm.str_from_buf(crate::builtins::str::storage::StrBuf::from_wtf8(bytes));
        let value = match byte & 0x7f {
            b'N' => Ref::none(),
            b'T' => Ref::bool(true),
            b'F' => Ref::bool(false),
            b'.' => Ref::ellipsis(),
            b'S' => exc::STOP_ITERATION.to_ref(),
            b'i' => vm.int(self.i32()?.into()),
            b'l' => self.int()?,
            b'g' => vm.float(self.f64()?),
            b'y' => vm.complex(self.f64()?, self.f64()?),
            b's' => {
                let n = self.length()?;
                vm.new_bytes(self.take(n)?.to_vec())
            }
            b'u' | b't' | b'a' | b'A' => {
                let n = self.length()?;
                text(self.take(n)?)
            }
            b'z' | b'Z' => {
                let n = self.byte()?.into();
                text(self.take(n)?)
            }
            b')' => {
                let n = self.byte()?.into();
                vm.new_tuple(self.items(n, depth)?)
            }
            b'(' => {
                let n = self.length()?;
                vm.new_tuple(self.items(n, depth)?)
            }
            b'[' => {
                let n = self.length()?;
                vm.new_list(self.items(n, depth)?)
            }
            b'{' => {
                let mut pairs = Vec::new();
                while self.rest.first().is_some_and(|b| *b != b'0') {
                    pairs.push((self.value(depth + 1)?, self.value(depth + 1)?));
                }
                self.byte()?;
                vm.dict_from_pairs(pairs)?
            }
            kind @ (b'<' | b'>') => {
                let n = self.length()?;
                let items = vm.new_list(self.items(n, depth)?);
                let class = if kind == b'<' {
                    &crate::builtins::set::SET
                } else {
                    &crate::builtins::set::FROZENSET
                };
                vm.call_one(&class.to_ref(), &items)?
            }
            b'r' => {
                let n = self.length()?;
                match self.refs.get(n) {
                    Some(r) => r.clone(),
                    None => return Err(self.bad("invalid reference")),
                }
            }
            _ => return Err(self.bad("unknown type code")),
        };
        if let Some(place) = place {
            self.refs[place] = value.clone();
        }
        Ok(value)
    }
}
