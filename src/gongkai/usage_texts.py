"""What the command's help says, and argparse of a call that is wrong, in English and Chinese: for usage_format.py."""

from __future__ import annotations

HELP = {
    "program": ("Read annual reports on open government information. {zh}", "读取政府信息公开工作年度报告。"),
    "help": ("show this help message and exit", "显示本帮助"),
    "version": ("print the version {zh}", "显示版本"),
    "output": ("write there, not to standard output", "写入该文件，不写到标准输出"),
    "parse": ("print what reports say {zh}", "读取报告"),
    "parse_files": ("HTML, Word, PDF or text files; - is standard input", "HTML、Word、PDF 或文本文件；- 为标准输入"),
    "parse_to": (
        "what to write (default: what the suffix of OUT says, else a page to read)",
        "输出格式（默认按输出文件的扩展名，否则为可阅读的文本）",
    ),
    "check": ("say what is wrong with reports {zh}", "核对报告"),
    "check_files": (
        "files, patterns, or folders with all that is in them; - is standard input",
        "文件、通配符或文件夹（含其中全部文件）；- 为标准输入",
    ),
    "check_format": ("how to print what was found (default: text)", "核对结果的输出格式（默认：text）"),
    "check_lang": ("the language (default: that of the locale; for html zh)", "输出语言（默认按系统语言；html 默认为 zh）"),
    "check_previous": (
        "the report of the year before; for several FILEs a folder of them",
        "上一年度的报告；核对多份报告时，为存放上一年度报告的文件夹",
    ),
    "check_of": ("the report that should be the sum of the FILEs", "上级报告，其各项数字应为所列报告之和"),
    "check_ignore": ("codes to leave out, or their beginnings: GK5,GK312", "不予提示的代码或其开头部分，如 GK5,GK312"),
    "check_unassessable": ("also say which sums cannot be assessed, because a cell is empty", "同时列出因单元格空白而无法核对的合计"),
    "batch": ("read a folder into one table {zh}", "批量读取成表"),
    "batch_source": ("a folder, or a file that lists files, one a line", "文件夹，或每行一个路径的文件清单"),
    "batch_output": ("the table to write: .csv, .jsonl, .parquet or .sqlite", "要写的表：.csv、.jsonl、.parquet 或 .sqlite"),
    "batch_jobs": ("how many processes read (default: as many as there are processors)", "读取文件的进程数（默认与处理器数相同）"),
    "batch_timeout": ("how many seconds a file may take (default: 60)", "每个文件的读取时限，以秒计（默认：60）"),
    "batch_resume": ("go on with a run that was interrupted", "继续已中断的运行"),
    "batch_summary": ("also write a page (HTML) of what there is to say of all reports", "另写一份全部报告的汇总页（HTML）"),
    "batch_organs": (
        "a file that names the organs that should have reported, one a line; for the summary",
        "应当报送的机关名单，每行一个；用于汇总页",
    ),
    "batch_lang": ("the language of the summary (default: zh)", "汇总页的语言（默认：zh）"),
    "render": ("print a report again in another layout, or fill in the form {zh}", "换一种排版输出，或填写报告表"),
    "render_file": (
        "a report in any format that is read, or as JSON; - is standard input",
        "报告，为可读取的任一种文件或 JSON；- 为标准输入",
    ),
    "render_layout": (
        "a layout, or html or docx, the form filled in (default: the suffix of OUT, else pipe)",
        "排版名称，或 html、docx，即填好的报告表（默认按输出文件的扩展名，否则为 pipe）",
    ),
    "forms": ("list the forms known {zh}", "列出已知格式"),
    "forms_check": ("say whether a grammar is a form, and what is wrong with it {zh}", "检查格式文件"),
    "forms_table": ("check a grammar, and write its parse table beside it {zh}", "检查格式文件并写出解析表"),
    "explain": ("say what a diagnostic's code means {zh}", "解释诊断代码"),
}
"""By the names that the command's parser gives. Where {zh} stands, the English help shows the Chinese, too: for whoever finds an English system before them."""

METAVARS = {
    "CODE": "代码",
    "CODES": "代码",
    "COMMAND": "命令",
    "DIR": "文件夹",
    "FILE": "文件",
    "N": "个数",
    "NAME": "名称",
    "OUT": "输出文件",
    "S": "秒数",
    "SUPERIOR": "上级报告",
}
"""What stands for the values of arguments."""

ARGPARSE = {
    "usage: ": "用法：",
    "positional arguments": "参数：",
    "options": "选项：",
    "%(prog)s: error: %(message)s\n": "{prog}: 错误：{message}\n",
    "argument %(argument_name)s: %(message)s": "参数 {argument_name}：{message}",
    "the following arguments are required: %s": "缺少必需的参数：{names}",
    "one of the arguments %s is required": "以下参数须给出一个：{names}",
    "not allowed with argument %s": "不能与参数 {names} 同时使用",
    "unrecognized arguments: %s": "无法识别的参数：{}",
    "ambiguous option: %(option)s could match %(matches)s": "选项 {option} 不明确，可能是 {matches}",
    "unexpected option string: %s": "无法识别的选项：{}",
    "ignored explicit argument %r": "不应带值，却给出了 {}",
    "expected one argument": "应带一个值",
    "expected at most one argument": "至多带一个值",
    "expected at least one argument": "至少应带一个值",
    "expected %s argument": "应带 {} 个值",
    "expected %s arguments": "应带 {} 个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "取值 {value} 无效，可选：{choices}",
    "invalid %(type)s value: %(value)r": "取值 {value} 无效，应为 {type}",
}
"""What argparse says, as it writes it for gettext. {names}: what it fills in first, where that is a list of arguments."""
