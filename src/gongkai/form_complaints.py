"""What is wrong with somebody's grammar, and what to do about it, in English and Chinese: for ``complaints.say``."""

from __future__ import annotations

SAID = {
    # The form that a grammar spells
    "form_two_things": ("the label “{label}” stands for {paths}", "标签“{label}”同时表示 {paths}"),
    "form_and_for": (" and for ", " 和 "),
    "form_two_things_remedy": ("spell one of them as the sheet does, or leave one out", "请将其中一个改为表上的写法，或删去一个"),
    "form_columns": (
        "the rule {rule} names {count} columns, but its {cells} says {expected}",
        "规则 {rule} 列出 {count} 列，而其 {cells} 为 {expected} 列",
    ),
    "form_columns_remedy": (
        "write {rule}: CELLS_{count} | … and %declare CELLS_{count}, or correct the columns",
        "请写 {rule}: CELLS_{count} | … 和 %declare CELLS_{count}，或更正各列",
    ),
    "form_no_label": ("the row {row} has cells and no label", "行 {row} 有单元格而没有标签"),
    "form_no_label_remedy": ("put the label, in quotes, before the columns", "请在列之前写上标签，并加引号"),
    "form_no_count": (
        "the rule {rule} has a label, “{label}”, but neither rows nor columns whose number is known",
        "规则 {rule} 有标签“{label}”，但既没有行，也没有列数已知的列",
    ),
    "form_no_count_remedy": (
        "a rule of columns begins with their number: _columns: CELLS_2 | FIRST SECOND",
        "列的规则应以列数开头：_columns: CELLS_2 | FIRST SECOND",
    ),
    "form_notice": ("the rule {rule} names no notice: {found}", "规则 {rule} 没有写明文号：{found}"),
    "form_nothing": ("nothing", "内容为空"),
    "form_notice_remedy": (
        'write its number, in quotes, as it is cited: NOTICE "国办公开办函〔2021〕30号"',
        '请按引用时的写法写明文号，并加引号：NOTICE "国办公开办函〔2021〕30号"',
    ),
    "form_sum": ("the rule {rule} states no sum: {why}", "规则 {rule} 不构成合计：{why}"),
    "form_sum_remedy": (
        "write SUM, the rows on the one side, EQUALS, and those on the other",
        "请依次写 SUM、一方各行、EQUALS、另一方各行",
    ),
    "form_part": ("the rule {rule} states no part of a row: {why}", "规则 {rule} 不构成“其中”关系：{why}"),
    "form_part_remedy": (
        "write PART, the rows that are parts, OF, and the one row that they are parts of",
        "请依次写 PART、属于其中的各行、OF、它们所属的一行",
    ),
    "form_no_row": ("{found} is no row", "{found} 不是行"),
    "form_other_columns": ("its rows stand in several tables, or have other columns", "所列各行分属不同的表，或列不相同"),
    "form_wholes": ("it names {count} rows as the whole", "写了 {count} 个所属的行"),
    "form_both_sides": ("{found} stands on both sides", "{found} 在两边都出现"),
    "form_each_other": ("{found} are parts of each other", "{found} 互为其中项"),
    "form_no_rows": ("no row of a table is spelt", "没有写出表中任何一行"),
    "form_no_rows_remedy": (
        "a form has a section with a heading, and in it rows: a label and a rule of columns",
        "格式至少应有一个带标题的部分，其中有行：标签和列的规则",
    ),
    "form_key_twice": ("the key {key} is that of two numbers", "键 {key} 对应两个数字"),
    "form_key_twice_remedy": ("give one of the rules or columns another name", "请将其中一个规则或列改名"),
    "form_key_below": ("the key {above} is a number, and {key} stands below it", "键 {above} 是数字，其下却有 {key}"),
    # The file
    "form_name_remedy": ("give one of them another name", "请将其中一个改名"),
    "form_unreadable": ("cannot be read: {found}", "无法读取：{found}"),
    "form_no_text": ("is no text in UTF-8", "不是 UTF-8 文本"),
    "form_no_text_remedy": ("save it as UTF-8", "请另存为 UTF-8"),
    "form_within_itself": ("a rule stands within itself, or the file imports itself", "某条规则包含其自身，或文件导入其自身"),
    "form_within_itself_remedy": ("a sheet holds no row within the same row: leave it out", "表中的行不会包含同一行：请删去"),
    "form_no_import": ("imports {rule}, and there is no such grammar", "导入 {rule}，但没有这个语法文件"),
    "form_no_import_remedy": ("the imports are looked for in {folders}", "导入的文件在以下文件夹中查找：{folders}"),
    "form_regular_expression": ("a regular expression is none: {found}", "正则表达式有误：{found}"),
    "form_regular_expression_remedy": ("see Python's module re", "参见 Python 的 re 模块"),
    "form_same_labels": (
        "has the same labels as the form {other}: no page can tell which of them it is",
        "与格式 {other} 的标签完全相同：无法从页面判断是哪一种",
    ),
    "form_same_labels_remedy": (
        "spell the labels that the new sheet changed; a sheet that changed none needs no form of its own",
        "请写出新表改动的标签；没有改动的表不需要另立格式",
    ),
    "form_table": ("the table beside it, {table}, is broken", "同一文件夹中的解析表 {table} 已损坏"),
    "form_table_remedy": ("remove it, or write it again: gongkai forms --table {file}", "请删除，或重新生成：gongkai forms --table {file}"),
    "form_known": ("there is a form {form} already", "已有名为 {form} 的格式"),
    "form_known_remedy": ("give the file another name", "请将文件改名"),
    "form_load": ("cannot be loaded: {found}", "无法加载：{found}"),
    "form_package": (
        "the package {package}, which the entry point {entry} names, cannot be imported: {found}",
        "入口点 {entry} 指定的包 {package} 无法导入：{found}",
    ),
    "form_package_remedy": ("install it again, or remove it", "请重新安装，或将其卸载"),
    # What a grammar may not use
    "form_alias": ("renames a rule with ->, which an import loses", "用 -> 给规则改名，导入时会丢失"),
    "form_alias_remedy": ("give the alternative a rule of its own", "请将该选项另立为一条规则"),
    "form_ignore": ("uses %ignore, which an import loses", "使用了 %ignore，导入时会丢失"),
    "form_ignore_remedy": (
        "leave it out: what stands between labels and cells is the lexer's business",
        "请删去：标签与单元格之间的内容由词法分析器处理",
    ),
    # What Lark says of one
    "form_name_twice": ("the name {rule} is used twice, first in line {line}", "名称 {rule} 使用了两次，首次在第 {line} 行"),
    "form_name_imported": ("the name {rule} is used twice: it is imported, too", "名称 {rule} 使用了两次：它也是导入的"),
    "form_name_imported_remedy": ("write %override before the rule", "请在规则前写 %override"),
    "form_two_imports": ("the name {rule} is used twice: two imports fetch it", "名称 {rule} 使用了两次：由两处导入"),
    "form_two_imports_remedy": ("import it from one form", "请只从一个格式导入"),
    "form_override": ("overrides {rule}, which is not imported", "改写了 {rule}，而它并未导入"),
    "form_override_remedy": (
        "name it in an %import: %import annual_2021 (report, {rule})",
        "请在 %import 中写上它：%import annual_2021 (report, {rule})",
    ),
    "form_no_report": ("has no rule {rule}", "没有规则 {rule}"),
    "form_no_report_remedy": ("import it: %import annual_2021 (report), or write it", "请导入：%import annual_2021 (report)，或自行写出"),
    "form_undeclared": ("uses {rule}, which is not declared", "使用了 {rule}，而它没有声明"),
    "form_undeclared_remedy": ("write %declare {rule}", "请写 %declare {rule}"),
    "form_undefined": ("uses {rule}, which is not defined", "使用了 {rule}，而它没有定义"),
    "form_undefined_remedy": ("define it, or name it in an %import", "请定义它，或在 %import 中写上它"),
    "form_ambiguous": ("is ambiguous: what stands in {rules} can be read in two ways", "有歧义：{rules} 中的内容有两种读法"),
    "form_and_in": (" and in ", " 和 "),
    "form_ambiguous_remedy": (
        "let each row begin with a label of its own, and let a repetition stand in one rule alone",
        "请使每一行以各自的标签开头，并使重复只出现在一条规则中",
    ),
    "form_no_grammar": ("is no grammar: {found}", "不是语法文件：{found}"),
    "form_no_grammar_remedy": ("see Lark's reference of grammars", "参见 Lark 的语法参考"),
    # A tree of a host's grammar
    "form_no_tree": ("this is no tree of the rule report", "这不是规则 report 的树"),
    "form_no_tree_remedy": ("give what the host's grammar has for the report that it imports", "请给出宿主语法为所导入的 report 得到的子树"),
    "form_unnamed": ("the tree does not say which form it is of", "无法从树得知是哪一种格式"),
    "form_unnamed_remedy": ('name the form: to_report(subtree, "annual_2021")', '请指明格式：to_report(subtree, "annual_2021")'),
}
