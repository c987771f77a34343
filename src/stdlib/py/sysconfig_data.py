"""What `sysconfig` reads of how the interpreter was built. Nothing here was built by make or a C compiler."""

build_time_vars = {
    "EXT_SUFFIX": ".so",
    "HAVE_FORK": 0,
    "Py_DEBUG": 0,
    "Py_ENABLE_SHARED": 0,
    "Py_GIL_DISABLED": 0,
    "SOABI": "minipy-314",
}
