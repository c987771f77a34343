//! The instruction set: one table, from which everything else about instructions is made.
//!
//! An instruction is one 32-bit word, followed by the number of inline cache words its row gives
//! (all zero in fresh code; they hold versions, offsets and counters once the code has run):
//!
//! ```text
//!   31            16 15       8 7       0
//!  |        b       |    a     |  opcode |
//! ```
//!
//! `b` is the operand: an index, a count or a jump distance. `a` holds an operator or flags. When
//! an operand needs more than 16 signed bits, the word before is EXTENDED_ARG and its `b` is the high half.
//! Jump distances count words from the end of the jump (behind its cache words), are signed,
//! and land on the EXTENDED_ARG if the target has one. Only JUMP_BACKWARD and
//! JUMP_BACKWARD_NO_INTERRUPT go backwards.
//!
//! Names and meanings are those of CPython 3.14's `dis` module wherever the meaning is the same.
//! In the stack pictures the top is on the right.
//!
//! Invariant: the stack effect of an instruction depends on its own word only, never on whether a
//! jump is taken, so the stack depth is a function of the place in the code.
//! Deliberately absent: what instructions do in detail (see `vm/eval.rs`), and CPython's
//! pseudo-instructions, which live and die inside `compiler/emit.rs`.
//! Next file to read: `code.rs`.

/// What the operand of an instruction means, for the disassembler and the compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operand {
    /// No operand.
    None,
    /// `b` indexes the frame's locals (arguments, locals, cells and free variables in one row).
    Local,
    /// `b` indexes the code's constants.
    Const,
    /// `b` indexes the code's names.
    Name,
    /// `b` indexes the names; `a` is 1 when a NULL is pushed above the value, for a call.
    NameNull,
    /// `b` indexes the names; `a` is 1 when a method and its self (or NULL) are pushed, for a call.
    NameMethod,
    /// `b` indexes the names; `a` bit 0 as for `NameMethod`, bit 1 set for `super(cls, self)`.
    NameSuper,
    /// `b` is a signed distance in words.
    Jump,
    /// `b` is a number of values, a position on the stack or another plain number.
    Count,
    /// `b` is a signed number.
    Int,
    /// `a` is a [`binary_op`] number.
    BinaryOp,
    /// `a` is a [`compare_op`] number; `b` is 1 when the result must be a bool.
    CompareOp,
    /// `a` is 1 when the test is negated (`is not`, `not in`).
    Invert,
    /// `b` is 1 for `str`, 2 for `repr`, 3 for `ascii`.
    Conversion,
    /// `a` is a conversion (0 for none), `b` is 1 when a format is on the stack.
    Interpolation,
    /// `b` is an [`intrinsic_1`] number.
    Intrinsic1,
    /// `b` is an [`intrinsic_2`] number.
    Intrinsic2,
    /// `b` indexes [`SPECIAL_METHODS`].
    Special,
    /// `b` indexes [`COMMON_CONSTANTS`].
    CommonConstant,
    /// `b` is one of [`function_attribute`].
    FunctionAttribute,
    /// `b & 0xff` counts the values before the starred one, `b >> 8` those after it.
    UnpackEx,
    /// `b` is one of [`resume`].
    Resume,
}

/// Makes the enum, the row table and the byte constants from the rows.
///
/// `base` rows are what the compiler emits. `forms` are what the virtual machine overwrites an
/// instruction with while the code runs (specialised, fused, instrumented); a form has the
/// operand, stack effect and caches of the row it is a form of.
macro_rules! opcodes {
    (
        ($a:ident, $b:ident)
        base { $($name:ident $operand:ident [$pops:expr => $pushes:expr] $caches:literal $meaning:literal;)* }
        forms { $($form:ident of $of:ident $form_meaning:literal;)* }
    ) => {
        /// An instruction's first byte, named as in CPython.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Op {
            $(#[doc = $meaning] $name,)*
            $(#[doc = $form_meaning] $form,)*
        }

        /// The opcodes as bytes, for matching on a word's low byte.
        pub mod byte {
            use super::Op;
            $(#[doc = $meaning] pub const $name: u8 = Op::$name as u8;)*
            $(#[doc = $form_meaning] pub const $form: u8 = Op::$form as u8;)*
        }

        impl Op {
            /// Every opcode; an opcode's number is its place here.
            pub const ALL: &'static [Op] = &[$(Op::$name,)* $(Op::$form,)*];

            const ROWS: &'static [Row] = &[
                $(Row {
                    name: stringify!($name),
                    base: Op::$name,
                    operand: Operand::$operand,
                    caches: $caches,
                    meaning: $meaning,
                },)*
                $(Row {
                    name: stringify!($form),
                    base: Op::$of,
                    operand: Operand::None,
                    caches: 0,
                    meaning: $form_meaning,
                },)*
            ];

            /// How many values the instruction pops and pushes, given its operands.
            pub fn stack_effect(self, $a: u8, $b: u32) -> (u32, u32) {
                let $a = u32::from($a);
                let _ = ($a, $b);
                match self.base() {
                    $(Op::$name => ($pops, $pushes),)*
                    $(Op::$form => (0, 0),)*
                }
            }
        }
    };
}

struct Row {
    name: &'static str,
    base: Op,
    operand: Operand,
    caches: u8,
    meaning: &'static str,
}

opcodes! {
    (a, b)
    base {
    // name                     operand          pops => pushes     caches   meaning

    NOP                         None             [0 => 0]           0 "Do nothing.";
    EXTENDED_ARG                Count            [0 => 0]           0 "Give the high 16 bits of the next instruction's operand.";
    RESUME                      Resume           [0 => 0]           0 "Start or resume the frame; a check point for the eval breaker.";
    INTERPRETER_EXIT            None             [1 => 0]           0 "Leave the run loop with the value on top.";
    POP_TOP                     None             [1 => 0]           0 "Drop the top value.";
    PUSH_NULL                   None             [0 => 1]           0 "Push NULL, for a call without self.";
    COPY                        Count            [b => b + 1]       0 "Push again the value `b` from the top (1 is the top).";
    SWAP                        Count            [b => b]           0 "Exchange the top with the value `b` from the top.";

    LOAD_FAST                   Local            [0 => 1]           0 "Push a new reference to a local that is certainly set.";
    LOAD_FAST_BORROW            Local            [0 => 1]           0 "Push a local without counting it: the local outlives the use.";
    LOAD_FAST_CHECK             Local            [0 => 1]           0 "Push a local; UnboundLocalError if it is unset.";
    LOAD_FAST_AND_CLEAR         Local            [0 => 1]           0 "Push a local, or NULL if unset, and unset it.";
    STORE_FAST                  Local            [1 => 0]           0 "Set a local, maybe to NULL; the former value is dropped after.";
    DELETE_FAST                 Local            [0 => 0]           0 "Unset a local; UnboundLocalError if it is unset.";
    LOAD_CONST                  Const            [0 => 1]           0 "Push a constant.";
    LOAD_SMALL_INT              Int              [0 => 1]           0 "Push the int `b`.";
    LOAD_COMMON_CONSTANT        CommonConstant   [0 => 1]           0 "Push a well-known builtin object.";
    LOAD_NAME                   Name             [0 => 1]           4 "Push a name from the frame's names, globals or builtins.";
    STORE_NAME                  Name             [1 => 0]           2 "Set a name in the frame's names.";
    DELETE_NAME                 Name             [0 => 0]           0 "Delete a name from the frame's names.";
    LOAD_GLOBAL                 NameNull         [0 => 1 + (a & 1)] 4 "Push a name from globals or builtins, then NULL if `a` is 1.";
    STORE_GLOBAL                Name             [1 => 0]           2 "Set a global.";
    DELETE_GLOBAL               Name             [0 => 0]           0 "Delete a global.";
    LOAD_LOCALS                 None             [0 => 1]           0 "Push the mapping of the frame's names.";
    LOAD_FROM_DICT_OR_GLOBALS   Name             [1 => 1]           0 "Replace a mapping by a name's value from it, globals or builtins.";
    MAKE_CELL                   Local            [0 => 0]           0 "Move a local into a new cell, kept in the local's place.";
    COPY_FREE_VARS              Count            [0 => 0]           0 "Copy the function's `b` closure cells into the last locals.";
    LOAD_DEREF                  Local            [0 => 1]           0 "Push the content of a cell; NameError or UnboundLocalError if empty.";
    STORE_DEREF                 Local            [1 => 0]           0 "Set the content of a cell.";
    DELETE_DEREF                Local            [0 => 0]           0 "Empty a cell.";
    LOAD_FROM_DICT_OR_DEREF     Local            [1 => 1]           0 "Replace a mapping by a name's value from it or from a cell.";

    LOAD_ATTR                   NameMethod       [1 => 1 + (a & 1)] 4 "owner -- value; or, if `a` is 1, owner -- method self, or owner -- value NULL.";
    LOAD_SUPER_ATTR             NameSuper        [3 => 1 + (a & 1)] 1 "super cls self -- value, as LOAD_ATTR on super(cls, self).";
    STORE_ATTR                  Name             [2 => 0]           4 "value owner -- ; set an attribute.";
    DELETE_ATTR                 Name             [1 => 0]           0 "owner -- ; delete an attribute.";
    LOAD_SPECIAL                Special          [1 => 2]           0 "owner -- method self-or-NULL, looked up on the type.";
    BINARY_SLICE                None             [3 => 1]           0 "container start stop -- container[start:stop].";
    STORE_SLICE                 None             [4 => 0]           0 "value container start stop -- ; container[start:stop] = value.";
    STORE_SUBSCR                None             [3 => 0]           1 "value container key -- ; container[key] = value.";
    DELETE_SUBSCR               None             [2 => 0]           0 "container key -- ; del container[key].";

    UNARY_NEGATIVE              None             [1 => 1]           0 "value -- -value.";
    UNARY_INVERT                None             [1 => 1]           0 "value -- ~value.";
    UNARY_NOT                   None             [1 => 1]           0 "bool -- not bool; the value is already a bool.";
    TO_BOOL                     None             [1 => 1]           1 "value -- bool(value).";
    BINARY_OP                   BinaryOp         [2 => 1]           2 "left right -- left op right.";
    COMPARE_OP                  CompareOp        [2 => 1]           1 "left right -- left op right.";
    IS_OP                       Invert           [2 => 1]           0 "left right -- left is right.";
    CONTAINS_OP                 Invert           [2 => 1]           1 "item container -- item in container.";

    BUILD_TUPLE                 Count            [b => 1]           0 "`b` items -- tuple.";
    BUILD_LIST                  Count            [b => 1]           0 "`b` items -- list.";
    BUILD_SET                   Count            [b => 1]           0 "`b` items -- set.";
    BUILD_MAP                   Count            [2 * b => 1]       0 "`b` pairs of key and value -- dict.";
    BUILD_STRING                Count            [b => 1]           0 "`b` strings -- their concatenation.";
    BUILD_SLICE                 Count            [b => 1]           0 "start stop [step] -- slice.";
    BUILD_TEMPLATE              None             [2 => 1]           0 "strings interpolations -- template.";
    BUILD_INTERPOLATION         Interpolation    [2 + (b & 1) => 1] 0 "value source [format] -- interpolation.";
    FORMAT_SIMPLE               None             [1 => 1]           0 "value -- format(value, '').";
    FORMAT_WITH_SPEC            None             [2 => 1]           0 "value spec -- format(value, spec).";
    CONVERT_VALUE               Conversion       [1 => 1]           0 "value -- its str, repr or ascii.";
    LIST_APPEND                 Count            [b + 1 => b]       0 "Pop an item and append it to the list `b` from the top left.";
    LIST_EXTEND                 Count            [b + 1 => b]       0 "Pop an iterable and extend the list `b` from the top left.";
    SET_ADD                     Count            [b + 1 => b]       0 "Pop an item and add it to the set `b` from the top left.";
    SET_UPDATE                  Count            [b + 1 => b]       0 "Pop an iterable and add its items to the set `b` from the top left.";
    MAP_ADD                     Count            [b + 2 => b]       0 "Pop key and value and set them in the dict `b` from the top left.";
    DICT_UPDATE                 Count            [b + 1 => b]       0 "Pop a mapping and update the dict `b` from the top left.";
    DICT_MERGE                  Count            [b + 4 => b + 3]   0 "Like DICT_UPDATE for keyword arguments: a key twice is an error naming the callable.";
    UNPACK_SEQUENCE             Count            [1 => b]           1 "iterable -- its `b` items, the first on top.";
    UNPACK_EX                   UnpackEx         [1 => (b & 0xff) + 1 + (b >> 8)] 0 "iterable -- items, a list of the rest, items; the first on top.";

    JUMP_FORWARD                Jump             [0 => 0]           0 "Jump forward.";
    JUMP_BACKWARD               Jump             [0 => 0]           1 "Jump back to a loop's start; a check point for the eval breaker.";
    JUMP_BACKWARD_NO_INTERRUPT  Jump             [0 => 0]           0 "Jump back inside an await or yield from; no check point.";
    POP_JUMP_IF_FALSE           Jump             [1 => 0]           0 "Jump if the popped bool is False.";
    POP_JUMP_IF_TRUE            Jump             [1 => 0]           0 "Jump if the popped bool is True.";
    POP_JUMP_IF_NONE            Jump             [1 => 0]           0 "Jump if the popped value is None.";
    POP_JUMP_IF_NOT_NONE        Jump             [1 => 0]           0 "Jump if the popped value is not None.";
    GET_ITER                    None             [1 => 1]           0 "iterable -- iter(iterable).";
    GET_YIELD_FROM_ITER         None             [1 => 1]           0 "iterable -- itself if a generator, else its iterator; guards coroutines.";
    FOR_ITER                    Jump             [1 => 2]           1 "iter -- iter next; at the end go on behind the END_FOR at the target.";
    END_FOR                     None             [1 => 0]           0 "Drop the value FOR_ITER's target is reached with; runs for inlined generators only.";
    POP_ITER                    None             [1 => 0]           0 "Drop a loop's exhausted or abandoned iterator.";

    MAKE_FUNCTION               None             [1 => 1]           0 "code -- function.";
    SET_FUNCTION_ATTRIBUTE      FunctionAttribute [2 => 1]          0 "value function -- function, with one attribute set.";
    CALL                        Count            [b + 2 => 1]       4 "callable self-or-NULL `b` arguments -- result.";
    CALL_KW                     Count            [b + 3 => 1]       4 "callable self-or-NULL `b` arguments names -- result; the last arguments are named.";
    CALL_FUNCTION_EX            None             [4 => 1]           0 "callable NULL tuple dict-or-NULL -- callable(*tuple, **dict).";
    CALL_INTRINSIC_1            Intrinsic1       [1 => 1]           0 "value -- the result of a rare operation.";
    CALL_INTRINSIC_2            Intrinsic2       [2 => 1]           0 "two values -- the result of a rare operation.";
    RETURN_VALUE                None             [1 => 0]           0 "Leave the frame with the value on top.";
    LOAD_BUILD_CLASS            None             [0 => 1]           0 "Push builtins.__build_class__.";
    SETUP_ANNOTATIONS           None             [0 => 0]           0 "Make sure the frame's names hold `__annotations__`.";
    IMPORT_NAME                 Name             [2 => 1]           0 "level fromlist -- module.";
    IMPORT_FROM                 Name             [1 => 2]           0 "module -- module, its attribute or submodule.";

    RETURN_GENERATOR            None             [0 => 1]           0 "Make a generator of the frame and return it to the caller; on its first resumption push what is sent.";
    YIELD_VALUE                 Count            [1 => 1]           0 "Suspend the frame with the value on top, replaced by what is sent; `b` is 1 inside a delegation.";
    SEND                        Jump             [2 => 2]           1 "receiver value -- receiver result; jump when the receiver has finished.";
    END_SEND                    None             [2 => 1]           0 "receiver value -- value.";
    GET_AWAITABLE               Count            [1 => 1]           0 "value -- its awaitable iterator; `b` is 1 after __aenter__, 2 after __aexit__.";
    GET_AITER                   None             [1 => 1]           0 "iterable -- its asynchronous iterator.";
    GET_ANEXT                   None             [1 => 2]           0 "iterator -- iterator awaitable.";
    END_ASYNC_FOR               None             [2 => 0]           0 "iterator exception -- ; re-raise unless it is StopAsyncIteration.";
    CLEANUP_THROW               None             [3 => 2]           0 "receiver value exception -- None its value, if StopIteration; else re-raise.";

    PUSH_EXC_INFO               None             [1 => 2]           0 "exception -- former exception; make it the one being handled.";
    POP_EXCEPT                  None             [1 => 0]           0 "Restore the former exception being handled.";
    CHECK_EXC_MATCH             None             [2 => 2]           0 "exception class -- exception, whether it matches.";
    CHECK_EG_MATCH              None             [2 => 2]           0 "exception class -- rest, matching group or None.";
    RAISE_VARARGS               Count            [b => 0]           0 "Raise: `b` is 0 to re-raise, 1 for an exception, 2 for exception and cause.";
    RERAISE                     Count            [b + 1 => b]       0 "Raise the popped exception again; if `b` is not 0, at the place `b` values below.";
    WITH_EXCEPT_START           None             [5 => 6]           0 "exit self lasti former exception -- the same, result of exit(self, type, exception, traceback).";

    GET_LEN                     None             [1 => 2]           0 "value -- value len(value).";
    MATCH_MAPPING               None             [1 => 2]           0 "subject -- subject, whether it is a mapping.";
    MATCH_SEQUENCE              None             [1 => 2]           0 "subject -- subject, whether it is a sequence.";
    MATCH_KEYS                  None             [2 => 3]           0 "subject keys -- subject keys, tuple of values or None.";
    MATCH_CLASS                 Count            [3 => 1]           0 "subject class names -- tuple of attributes or None; `b` positional patterns.";
    }
    forms {
    // form                     of                meaning

    BINARY_OP_ADD_INT           of BINARY_OP      "Add two immediate ints.";
    BINARY_OP_SUB_INT           of BINARY_OP      "Subtract two immediate ints.";
    BINARY_OP_MUL_INT           of BINARY_OP      "Multiply two immediate ints.";
    BINARY_OP_FLOORDIV_INT      of BINARY_OP      "Floor-divide two immediate ints.";
    BINARY_OP_MOD_INT           of BINARY_OP      "Remainder of two immediate ints.";
    BINARY_OP_AND_INT           of BINARY_OP      "Bitwise and of two immediate ints.";
    BINARY_OP_OR_INT            of BINARY_OP      "Bitwise or of two immediate ints.";
    BINARY_OP_XOR_INT           of BINARY_OP      "Bitwise exclusive or of two immediate ints.";
    BINARY_OP_ADD_INT_STORE     of BINARY_OP      "Add two immediate ints and run the STORE_FAST that follows.";
    BINARY_OP_ADD_FLOAT         of BINARY_OP      "Add two immediate floats.";
    BINARY_OP_SUB_FLOAT         of BINARY_OP      "Subtract two immediate floats.";
    BINARY_OP_MUL_FLOAT         of BINARY_OP      "Multiply two immediate floats.";
    BINARY_OP_TRUEDIV_FLOAT     of BINARY_OP      "Divide two immediate floats.";
    BINARY_OP_ADD_STR           of BINARY_OP      "Concatenate two strings, in place where nobody else sees the left one.";
    BINARY_OP_SUBSCR_LIST_INT   of BINARY_OP      "Index a list by an immediate int.";
    BINARY_OP_SUBSCR_TUPLE_INT  of BINARY_OP      "Index a tuple by an immediate int.";
    BINARY_OP_SUBSCR_DICT       of BINARY_OP      "Look a key up in a dict.";
    COMPARE_OP_INT              of COMPARE_OP     "Compare two immediate ints.";
    COMPARE_OP_INT_JUMP         of COMPARE_OP     "Compare two immediate ints and run the POP_JUMP_IF that follows.";
    COMPARE_OP_FLOAT            of COMPARE_OP     "Compare two immediate floats.";
    COMPARE_OP_STR              of COMPARE_OP     "Compare two strings for equality.";
    CONTAINS_OP_DICT            of CONTAINS_OP    "Test for a key of a dict.";
    STORE_SUBSCR_LIST_INT       of STORE_SUBSCR   "Set a list's item by an immediate int.";
    STORE_SUBSCR_DICT           of STORE_SUBSCR   "Set a dict's key.";
    LOAD_GLOBAL_MODULE          of LOAD_GLOBAL    "Push a global whose place in the module's dict is known.";
    LOAD_GLOBAL_BUILTIN         of LOAD_GLOBAL    "Push a builtin whose place is known and that no global hides.";
    LOAD_NAME_GLOBAL            of LOAD_NAME      "Push a name of a module body whose place in the module's dict is known.";
    LOAD_ATTR_INSTANCE          of LOAD_ATTR      "Read an inline attribute at a known offset.";
    LOAD_ATTR_DICT              of LOAD_ATTR      "Read an attribute at a known place of the instance's dict.";
    LOAD_ATTR_SLOT              of LOAD_ATTR      "Read a __slots__ attribute at a known offset.";
    LOAD_ATTR_MODULE            of LOAD_ATTR      "Read a module's attribute at a known place of its dict.";
    LOAD_ATTR_CLASS_VALUE       of LOAD_ATTR      "Read a value found on the instance's class that the instance can't hide.";
    LOAD_ATTR_METHOD            of LOAD_ATTR      "Push a method of the class and its self; the instance has no such attribute.";
    LOAD_ATTR_TYPE              of LOAD_ATTR      "Read an attribute of a class.";
    LOAD_ATTR_PROPERTY          of LOAD_ATTR      "Call a property's getter written in Python.";
    STORE_ATTR_INSTANCE         of STORE_ATTR     "Set an inline attribute at a known offset.";
    STORE_ATTR_SLOT             of STORE_ATTR     "Set a __slots__ attribute at a known offset.";
    STORE_ATTR_DICT             of STORE_ATTR     "Set an attribute at a known place of the instance's dict.";
    CALL_PY                     of CALL           "Call a Python function whose parameters are all given by position.";
    CALL_PY_GENERAL             of CALL           "Call a Python function, binding its parameters.";
    CALL_BOUND_METHOD           of CALL           "Call a bound method of a Python function.";
    CALL_NATIVE                 of CALL           "Call a native function that takes exactly these arguments.";
    CALL_METHOD_DESCRIPTOR      of CALL           "Call a native method that takes exactly these arguments.";
    CALL_CLASS                  of CALL           "Make an instance and enter its __init__ written in Python.";
    CALL_LEN                    of CALL           "Call len.";
    CALL_ISINSTANCE             of CALL           "Call isinstance.";
    CALL_LIST_APPEND            of CALL           "Call a list's append.";
    CALL_TYPE_1                 of CALL           "Call type with one argument.";
    FOR_ITER_RANGE              of FOR_ITER       "Step a range of immediate ints.";
    FOR_ITER_RANGE_STORE        of FOR_ITER       "Step a range of immediate ints and run the STORE_FAST that follows.";
    FOR_ITER_LIST               of FOR_ITER       "Step a list's iterator.";
    FOR_ITER_TUPLE              of FOR_ITER       "Step a tuple's iterator.";
    FOR_ITER_SLOT               of FOR_ITER       "Step an iterator of no other form, through its type's slot.";
    FOR_ITER_GEN                of FOR_ITER       "Resume a generator inside this run loop.";
    SEND_GEN                    of SEND           "Resume a generator or coroutine inside this run loop.";
    JUMP_BACKWARD_RANGE         of JUMP_BACKWARD  "Jump back and step the range loop found there.";
    UNPACK_SEQUENCE_TWO_TUPLE   of UNPACK_SEQUENCE "Unpack a tuple of two.";
    UNPACK_SEQUENCE_TUPLE       of UNPACK_SEQUENCE "Unpack a tuple.";
    UNPACK_SEQUENCE_LIST        of UNPACK_SEQUENCE "Unpack a list.";
    LOAD_FAST_BORROW_PAIR       of LOAD_FAST_BORROW "Run two LOAD_FAST_BORROW.";
    FAST_FAST_ADD               of LOAD_FAST_BORROW "Run two LOAD_FAST_BORROW and an addition of immediate ints or floats.";
    FAST_FAST_SUB               of LOAD_FAST_BORROW "Run two LOAD_FAST_BORROW and a subtraction of immediate ints or floats.";
    FAST_FAST_MUL               of LOAD_FAST_BORROW "Run two LOAD_FAST_BORROW and a multiplication of immediate ints or floats.";
    FAST_MUL_ADD_STORE          of LOAD_FAST_BORROW "Add the product of two locals to a local that the sum is stored to.";
    FAST_SMALL_ADD              of LOAD_FAST_BORROW "Add a small int to an immediate int local.";
    FAST_SMALL_SUB              of LOAD_FAST_BORROW "Subtract a small int from an immediate int local.";
    FAST_SMALL_ADD_STORE        of LOAD_FAST_BORROW "Add a small int to an immediate int local and run the STORE_FAST that follows.";
    FAST_FAST_COMPARE_JUMP      of LOAD_FAST_BORROW "Compare two immediate int locals and run the POP_JUMP_IF that follows.";
    FAST_SMALL_COMPARE_JUMP     of LOAD_FAST_BORROW "Compare an immediate int local with a small int and run the POP_JUMP_IF that follows.";
    FAST_LOAD_ATTR              of LOAD_FAST_BORROW "Read an inline attribute, or load a method, of a local.";
    FAST_STORE_ATTR             of LOAD_FAST_BORROW "Set an inline attribute of a local.";
    STORE_FAST_LOAD_FAST        of STORE_FAST     "Run a STORE_FAST and a LOAD_FAST_BORROW.";
    }
}

impl Op {
    fn row(self) -> &'static Row {
        &Op::ROWS[self as usize]
    }

    /// The opcode with number `byte`.
    pub fn from_byte(byte: u8) -> Option<Op> {
        Op::ALL.get(byte as usize).copied()
    }

    /// The name as CPython writes it.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The instruction this is a specialised or fused form of; itself for a base instruction.
    pub fn base(self) -> Op {
        self.row().base
    }

    /// What the operand means.
    pub fn operand(self) -> Operand {
        self.base().row().operand
    }

    /// How many inline cache words follow.
    pub fn caches(self) -> usize {
        self.base().row().caches as usize
    }

    /// One line of explanation.
    pub fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// Whether control never reaches the next instruction.
    pub fn ends_flow(self) -> bool {
        matches!(
            self.base(),
            Op::JUMP_FORWARD
                | Op::JUMP_BACKWARD
                | Op::JUMP_BACKWARD_NO_INTERRUPT
                | Op::RETURN_VALUE
                | Op::RAISE_VARARGS
                | Op::RERAISE
                | Op::INTERPRETER_EXIT
        )
    }

    /// Whether the operand is a jump distance.
    pub fn is_jump(self) -> bool {
        self.operand() == Operand::Jump
    }
}

/// Makes an instruction word.
pub const fn pack(op: Op, a: u8, b: u16) -> u32 {
    op as u32 | (a as u32) << 8 | (b as u32) << 16
}

/// Operators of BINARY_OP, CPython's `NB_` numbers.
pub mod binary_op {
    /// `+`
    pub const ADD: u8 = 0;
    /// `&`
    pub const AND: u8 = 1;
    /// `//`
    pub const FLOOR_DIVIDE: u8 = 2;
    /// `<<`
    pub const LSHIFT: u8 = 3;
    /// `@`
    pub const MATRIX_MULTIPLY: u8 = 4;
    /// `*`
    pub const MULTIPLY: u8 = 5;
    /// `%`
    pub const REMAINDER: u8 = 6;
    /// `|`
    pub const OR: u8 = 7;
    /// `**`
    pub const POWER: u8 = 8;
    /// `>>`
    pub const RSHIFT: u8 = 9;
    /// `-`
    pub const SUBTRACT: u8 = 10;
    /// `/`
    pub const TRUE_DIVIDE: u8 = 11;
    /// `^`
    pub const XOR: u8 = 12;
    /// Added to an operator, makes its in-place form (`+=` is 13).
    pub const INPLACE: u8 = 13;
    /// `left[right]`
    pub const SUBSCR: u8 = 26;
    /// How the operators are written, by number.
    pub const SYMBOLS: [&str; 27] = [
        "+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^", "+=", "&=", "//=",
        "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^=", "[]",
    ];
}

/// Operators of COMPARE_OP, CPython's numbers.
pub mod compare_op {
    /// `<`
    pub const LT: u8 = 0;
    /// `<=`
    pub const LE: u8 = 1;
    /// `==`
    pub const EQ: u8 = 2;
    /// `!=`
    pub const NE: u8 = 3;
    /// `>`
    pub const GT: u8 = 4;
    /// `>=`
    pub const GE: u8 = 5;
    /// How the operators are written, by number.
    pub const SYMBOLS: [&str; 6] = ["<", "<=", "==", "!=", ">", ">="];
}

/// Rare operations on one value.
pub mod intrinsic_1 {
    /// `sys.displayhook(value)`; gives None.
    pub const PRINT: u32 = 1;
    /// Copies a module's public names into the frame's names; gives None.
    pub const IMPORT_STAR: u32 = 2;
    /// Turns a StopIteration that leaves a generator into a RuntimeError.
    pub const STOPITERATION_ERROR: u32 = 3;
    /// Wraps a value that an asynchronous generator yields.
    pub const ASYNC_GEN_WRAP: u32 = 4;
    /// `+value`
    pub const UNARY_POSITIVE: u32 = 5;
    /// `tuple(list)`, for a list nobody else sees.
    pub const LIST_TO_TUPLE: u32 = 6;
    /// `typing.TypeVar(name)`
    pub const TYPEVAR: u32 = 7;
    /// `typing.ParamSpec(name)`
    pub const PARAMSPEC: u32 = 8;
    /// `typing.TypeVarTuple(name)`
    pub const TYPEVARTUPLE: u32 = 9;
    /// `typing.Generic[params]`
    pub const SUBSCRIPT_GENERIC: u32 = 10;
    /// `typing.TypeAliasType` from a tuple of name, type parameters and value function.
    pub const TYPEALIAS: u32 = 11;
    /// The names, by number.
    pub const NAMES: [&str; 12] = [
        "INTRINSIC_1_INVALID",
        "INTRINSIC_PRINT",
        "INTRINSIC_IMPORT_STAR",
        "INTRINSIC_STOPITERATION_ERROR",
        "INTRINSIC_ASYNC_GEN_WRAP",
        "INTRINSIC_UNARY_POSITIVE",
        "INTRINSIC_LIST_TO_TUPLE",
        "INTRINSIC_TYPEVAR",
        "INTRINSIC_PARAMSPEC",
        "INTRINSIC_TYPEVARTUPLE",
        "INTRINSIC_SUBSCRIPT_GENERIC",
        "INTRINSIC_TYPEALIAS",
    ];
}

/// Rare operations on two values.
pub mod intrinsic_2 {
    /// `original exceptions`: what an `except*` statement must raise at its end, or None.
    pub const PREP_RERAISE_STAR: u32 = 1;
    /// `name function`: a TypeVar whose bound is evaluated lazily.
    pub const TYPEVAR_WITH_BOUND: u32 = 2;
    /// `name function`: a TypeVar whose constraints are evaluated lazily.
    pub const TYPEVAR_WITH_CONSTRAINTS: u32 = 3;
    /// `function params`: sets `__type_params__`; gives the function.
    pub const SET_FUNCTION_TYPE_PARAMS: u32 = 4;
    /// `param function`: gives a type parameter its lazy default; gives the parameter.
    pub const SET_TYPEPARAM_DEFAULT: u32 = 5;
    /// The names, by number.
    pub const NAMES: [&str; 6] = [
        "INTRINSIC_2_INVALID",
        "INTRINSIC_PREP_RERAISE_STAR",
        "INTRINSIC_TYPEVAR_WITH_BOUND",
        "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
        "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
        "INTRINSIC_SET_TYPEPARAM_DEFAULT",
    ];
}

/// What SET_FUNCTION_ATTRIBUTE sets.
pub mod function_attribute {
    /// Tuple of positional defaults.
    pub const DEFAULTS: u32 = 1;
    /// Dict of keyword-only defaults.
    pub const KWDEFAULTS: u32 = 2;
    /// Tuple of names and annotations in turn.
    pub const ANNOTATIONS: u32 = 4;
    /// Tuple of cells.
    pub const CLOSURE: u32 = 8;
    /// The function that computes the annotations.
    pub const ANNOTATE: u32 = 16;
}

/// What RESUME's operand says about where the frame goes on. The flag [`DEPTH1_FLAG`](resume::DEPTH1_FLAG)
/// is added inside one level of exception handling.
pub mod resume {
    /// At the start of a function.
    pub const AT_FUNC_START: u32 = 0;
    /// After a `yield`.
    pub const AFTER_YIELD: u32 = 1;
    /// After a `yield from`.
    pub const AFTER_YIELD_FROM: u32 = 2;
    /// After an `await`.
    pub const AFTER_AWAIT: u32 = 3;
    /// Masks the four values above.
    pub const OPARG_MASK: u32 = 3;
    /// Set when only the generator's own outermost handler is active.
    pub const DEPTH1_FLAG: u32 = 4;
}

/// The methods LOAD_SPECIAL looks up.
pub const SPECIAL_METHODS: [&str; 4] = ["__enter__", "__exit__", "__aenter__", "__aexit__"];

/// The objects LOAD_COMMON_CONSTANT pushes.
pub const COMMON_CONSTANTS: [&str; 5] = [
    "AssertionError",
    "NotImplementedError",
    "tuple",
    "all",
    "any",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_places_in_the_table() {
        assert!(Op::ALL.len() <= 256);
        for (i, op) in Op::ALL.iter().enumerate() {
            assert_eq!(*op as usize, i);
            assert_eq!(Op::from_byte(i as u8), Some(*op));
            assert_eq!(op.base().base(), op.base());
            assert!(op.meaning().ends_with('.'), "{}", op.name());
        }
    }

    #[test]
    fn effects_follow_operands() {
        assert_eq!(Op::CALL.stack_effect(0, 3), (5, 1));
        assert_eq!(Op::LOAD_GLOBAL.stack_effect(1, 7), (0, 2));
        assert_eq!(Op::UNPACK_EX.stack_effect(0, 2 << 8 | 1), (1, 4));
    }
}
