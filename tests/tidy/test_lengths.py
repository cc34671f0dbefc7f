"""Files, functions and lines fit a screen."""

import ast

import cpp_source
from tree import code_files, cpp_files, files, lines_of, name_of, report

FILE_LINES = 400
FUNCTION_LINES = 70
LINE_COLUMNS = 110


def test_a_file_of_code_has_at_most_400_lines():
    found = [
        f"{name_of(path)}: {len(lines_of(path))} lines"
        for path in code_files()
        if len(lines_of(path)) > FILE_LINES
    ]
    assert not found, report(found)


def test_a_line_of_code_has_at_most_110_columns():
    found = [
        f"{name_of(path)}:{number}: {len(line)} columns"
        for path in code_files()
        for number, line in enumerate(lines_of(path), 1)
        if len(line) > LINE_COLUMNS
    ]
    assert not found, report(found)


def test_a_cpp_function_has_at_most_70_lines():
    found = [
        f"{name_of(path)}:{function.line}: {function.length} lines: {function.head}"
        for path in cpp_files("")
        for function in cpp_source.functions(path.read_text())
        if function.length > FUNCTION_LINES
    ]
    assert not found, report(found)


def test_a_python_function_has_at_most_70_lines():
    found = []
    for path in (path for path in files() if path.suffix == ".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > FUNCTION_LINES:
                found.append(f"{name_of(path)}:{node.lineno}: {node.name}")
    assert not found, report(found)


def test_the_measure_of_cpp_functions_sees_a_long_one():
    body = "  int x = f('{', \"}\");  // {\n" * 80
    source = (
        "namespace a {\nint g() { return 1; }\n\nvoid long_one(int n) {\n"
        + body
        + "}\nstruct S {\n  int h() const {\n    return 2;\n  }\n};\n}\n"
    )
    lengths = {function.head: function.length for function in cpp_source.functions(source)}
    assert lengths == {"int g()": 1, "void long_one(int n)": 82, "int h() const": 3}
