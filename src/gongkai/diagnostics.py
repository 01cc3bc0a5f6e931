"""What was found wrong or doubtful, as values: codes, and their messages in two languages as data."""

from __future__ import annotations

import os
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from attrs import field, frozen

from gongkai.cells import Span

Language = Literal["zh", "en"]


class Severity(StrEnum):
    """How much a finding matters; what matters most comes first."""

    ERROR = "error"
    """Numbers that the page prints could not be read, or contradict each other."""
    WARNING = "warning"
    """Something is missing, or was read with doubt."""
    NOTE = "note"
    """Read in spite of a flaw of the page; nothing was lost."""


@frozen
class Code:
    """A kind of finding. Its words may change, the code never does and is never used again."""

    code: str
    severity: Severity
    message: dict[Language, str]
    """What was found and what was expected; names in braces are filled in from the diagnostic's details."""
    help: dict[Language, str]
    """What to do about it."""

    @property
    def page(self) -> str:
        """All there is to say about the code, in both languages, as Markdown: its section in docs/reference/diagnostics.md."""
        quoted = f"> {self.message['en']}\n>\n> {self.message['zh']}"
        return f"### {self.code}\n\nSeverity: {self.severity}.\n\n{quoted}\n\n{self.help['en']}\n\n{self.help['zh']}"


def _code(code: str, severity: Severity, en: str, zh: str, help_en: str, help_zh: str) -> Code:
    return Code(code, severity, {"en": en, "zh": zh}, {"en": help_en, "zh": help_zh})


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

CODES: dict[str, Code] = {
    code.code: code
    for code in (
        # 1: the document
        _code("GK101", _E,
              "no label of a known form found: this is not an annual report on open government information, or its tables are not text",
              "未找到已知格式的任何标签：不是政府信息公开工作年度报告，或其表格不是文字",
              "Check that the right document was given. Tables that are pictures or attachments must be turned into text first.",
              "请核对文件；表格若为图片或附件，须先转成文字。"),
        _code("GK102", _W,
              "the page fits the forms {forms} about equally well; read as {form}",
              "本页与 {forms} 几种格式符合程度相近；按 {form} 读取",
              "The labels that tell the forms apart are not on the page. Check the entries of table 2 by hand.",
              "能区分各格式的标签不在页面上，请人工核对表二各项。"),
        _code("GK103", _N,
              "read as {form}, but the page also has labels of {other}: “{found}”",
              "按 {form} 读取，但页面上还有 {other} 的标签：“{found}”",
              "Offices adapt the sheet, or two reports stand in one text. What belongs to the other form was not read.",
              "该机关改动过表格，或文中有两份报告。属于另一格式的内容未读取。"),
        _code("GK104", _W,
              "the form's tables are on the page, but no number is printed in them",
              "页面上有表格，但表内没有一个数字",
              "This may be an empty form, or a page that lost its numbers.",
              "可能是空白表格，或页面丢失了数字。"),
        _code("GK105", _W,
              "the form's headings are on the page, but none of its tables",
              "页面上有各部分标题，但没有任何表格",
              "The tables may be pictures or attachments, or this is a text about a report.",
              "表格可能是图片或附件，或本文只是介绍某份报告。"),
        _code("GK106", _W,
              "no title with an organ and a year found before the first section",
              "第一部分之前未找到含机关名称和年份的标题",
              "The numbers are read all the same; give organ and year yourself.",
              "数字仍照常读取；机关和年份请自行补充。"),
        _code("GK107", _W,
              "another report begins with “{found}”; expected one report in a text",
              "“{found}”起是另一份报告；一段文本中应只有一份报告",
              "Only the first one was read. Give each report on its own.",
              "只读取了第一份报告；请将各份报告分别读取。"),
        _code("GK108", _W,
              "“{found}” is about a part of a year; expected the report of a whole one",
              "“{found}”只涉及一年中的部分时段；应为全年报告",
              "Statistics of a part of a year are no annual report. The numbers are read as printed; do not add them to those of whole years.",
              "部分时段的统计不是年度报告。数字按原样读取，请勿与全年数字合并计算。"),
        _code("GK109", _W,
              "“{found}” is the title of another report than “{expected}”, and no heading or row comes again behind it; expected one report in a text",
              "“{found}”与“{expected}”是不同报告的标题，但其后没有重复的标题或行；一段文本中应只有一份报告",
              "All was read as one report. If it is a link, nothing is wrong; if two reports stand here, give each on its own.",
              "已全部作为一份报告读取。若只是链接，可忽略；若确有两份报告，请分别读取。"),
        _code("GK110", _E,
              "the text has more than {count} cells; what is behind them was not read",
              "文本超过 {count} 个单元格，其后的内容未读取",
              "No report has so many. Give the report alone, or look for reports with gongkai.find.",
              "一份报告不会有这么多单元格。请只给出报告本身，或用 gongkai.find 查找其中的报告。"),
        # 2: labels
        _code("GK201", _E,
              "unknown label “{found}”, with numbers: {count}; expected here: {expected}",
              "未知标签“{found}”，其后有 {count} 个数字；此处应为：{expected}",
              "The row was not read. If offices print this label on purpose, add the spelling to the form's grammar.",
              "该行未读取。若各机关确有此写法，请把它加入该格式的语法文件。"),
        _code("GK202", _E,
              "“{found}” is a row of another form than {form}, as which the page was read; expected here: {expected}",
              "“{found}”是另一格式的行，而本页按 {form} 读取；此处应为：{expected}",
              "The row was not read.",
              "该行未读取。"),
        _code("GK203", _N,
              "the heading “{found}” is printed again within its own section; expected its text or its table",
              "标题“{found}”在本部分内重复出现；此处应为正文或表格",
              "The second one was passed over.",
              "重复的标题已略过。"),
        _code("GK204", _N,
              "“{found}” stands on the page without “{expected}” before it",
              "“{found}”之前缺少“{expected}”",
              "The row was read by its own label, as if the heading or group label were there.",
              "该行按其自身标签读取，视同标题或分组标签存在。"),
        _code("GK205", _W,
              "“{found}” begins like the label “{expected}” and is never completed",
              "“{found}”是标签“{expected}”的开头，但后文没有其余部分",
              "What follows it was not read as that row.",
              "其后内容未作为该行读取。"),
        _code("GK206", _E,
              "numbers without a label, {count} in all: “{found}”; expected a label before them",
              "{count} 个数字没有标签：“{found}”；其前应有标签",
              "They were not read. The label may have been lost at a page break.",
              "未读取。标签可能在分页处丢失。"),
        _code("GK207", _E,
              "numbers stand directly under the group label “{found}”, {count} in all; expected its rows: {expected}",
              "分组标签“{found}”之下直接有 {count} 个数字；此处应为其各行：{expected}",
              "The labels of the rows were lost. The numbers are told apart only where they are as many as the rows have cells and the sums hold.",
              "各行标签已丢失。仅当数字个数与各行单元格总数相同且勾稽关系成立时才能分辨。"),
        _code("GK208", _N,
              "“{found}” was taken for the heading “{expected}” by its ordinal alone",
              "“{found}”仅凭序号视为标题“{expected}”",
              "Check where the section begins.",
              "请核对该部分的起点。"),
        _code("GK209", _E,
              "“{found}” cannot stand here; expected: {expected}",
              "“{found}”不能出现在此处；应为：{expected}",
              "It was passed over.",
              "已略过。"),
        _code("GK210", _N,
              "the number {found} stands alone between rows; expected a row's label, taken for a page number",
              "行与行之间单独出现数字 {found}；此处应为行标签，视为页码",
              "It was passed over.",
              "已略过。"),
        _code("GK211", _N,
              "“{found}” was read as the label “{expected}”, which it comes near",
              "“{found}”按与其相近的标签“{expected}”读取",
              "The label has lost its number or characters, or has some doubled, swapped or added. Nothing else was lost.",
              "该标签缺少序号或文字，或有重字、颠倒、多字；没有丢失其他内容。"),
        _code("GK212", _E,
              "“{found}”, with numbers: {count}, cannot be told from these labels: {expected}",
              "“{found}”（其后有 {count} 个数字）无法确定是以下哪个标签：{expected}",
              "The row was not read. Compare its label with the original page.",
              "该行未读取。请与原页面核对标签。"),
        # 3: cells
        _code("GK301", _E,
              "“{label}” has too few numbers, {count} for {size} columns: “{found}”; expected {size}",
              "“{label}”有 {size} 列，却只有 {count} 个数字：“{found}”；应有 {size} 个",
              "Which column each number belongs to cannot be told from the page.",
              "从页面无法判断各数字属于哪一列。"),
        _code("GK302", _E,
              "“{label}” has too many numbers, {count} for {size} columns: “{found}”; expected {size}",
              "“{label}”只有 {size} 列，却有 {count} 个数字：“{found}”；应有 {size} 个",
              "A page number or another row's numbers may have got in between.",
              "可能混入了页码或其他行的数字。"),
        _code("GK303", _E,
              "the numbers of “{label}” do not stand under its columns, {count} for {size}: “{found}”; expected them where the other rows have theirs",
              "“{label}”的 {count} 个数字与其 {size} 列对不上：“{found}”；应与其他行的位置一致",
              "The row has lost or gained a cell.",
              "该行丢失或多出了单元格。"),
        _code("GK304", _E,
              "a column is lost from “{label}” on, in {rows} rows: {count} numbers for {size} columns; expected {size}, only the first and last are certain",
              "自“{label}”起丢失一列：{rows} 行均只有 {count} 个数字，应有 {size} 列；只有首尾两个可以确定",
              "Look at the original page for the others.",
              "其余数字请查看原页面。"),
        _code("GK305", _E,
              "“{label}” is printed more than once, with different numbers: “{found}”; expected one row, or the same numbers",
              "“{label}”出现多次且数字不同：“{found}”；应只有一行，或数字相同",
              "Where the rows differ, no number was taken. Two reports may stand in one text.",
              "不一致之处均未采用。文中可能有两份报告。"),
        _code("GK306", _N,
              "“{label}” is printed more than once, with the same numbers; expected one row",
              "“{label}”出现多次，数字相同；应只有一行",
              "Nothing was lost.",
              "没有丢失内容。"),
        _code("GK307", _E,
              "“{found}” is no number; expected one in “{label}”",
              "“{found}”不是数字；“{label}”此处应为数字",
              "A number cut in two, or a remark in place of a number: read it on the page.",
              "数字被拆开，或以文字代替数字，请查看原页面。"),
        _code("GK308", _W,
              "rows stand on the page without any cell, {rows} in all: {found}; expected numbers, or cells that are empty",
              "页面上有 {rows} 行没有单元格：{found}；应有数字或空白单元格",
              "This layout does not show empty cells, or the row's numbers were lost.",
              "此排版不显示空单元格，或该行数字已丢失。"),
        _code("GK309", _W,
              "rows of the form are not on the page, {count} in all; expected also: {expected}",
              "页面上缺少该格式的 {count} 行；还应有：{expected}",
              "Their entries are missing, which is not zero.",
              "这些项目为缺失，不等于零。"),
        _code("GK310", _E,
              "the numbers of “{label}”, {count} in all, may be another row's: “{found}”; expected the rest of the form's rows after it",
              "“{label}”的 {count} 个数字可能属于其他行：“{found}”；其后应有该格式的其余各行",
              "Lines are lost here, and this layout does not show where a row ends.",
              "此处有缺行，而此排版不显示行的终点。"),
        _code("GK311", _E,
              "the titles over “{label}” are not those of its columns, or stand in another order: “{found}”; expected: {expected}",
              "“{label}”上方的列标题与该格式不同或顺序不同：“{found}”；应为：{expected}",
              "The numbers were not read, because the form's order of columns does not hold here.",
              "此处列的顺序与格式不符，数字未读取。"),
        _code("GK312", _N,
              "{count} numbers follow from the form's sums, in the rows: {label}; expected them in their places on the page",
              "{count} 个数字由表格的勾稽关系推出，所在行：{label}；页面上应在各自位置印出",
              "Their status is inferred: the page does not show them in their places, and its sums leave one possibility for each.",
              "其状态为 inferred：页面未在相应位置印出，而各项合计只留下唯一可能。"),
        # 4: files
        _code("GK401", _N,
              "the file says that its character set is {found}; expected {expected}, which its bytes are",
              "文件声明的字符集是 {found}，而内容实际为 {expected}",
              "It was read as what it is. Nothing was lost.",
              "已按实际字符集读取，没有丢失内容。"),
        _code("GK402", _N,
              "the file is called {found}, and its content is {expected}",
              "文件名为 {found}，而内容是 {expected}",
              "It was read by its content.",
              "已按内容读取。"),
        _code("GK403", _W,
              "{count} characters are lost: their bytes are not {expected}, nor any other character set",
              "有 {count} 个字符丢失：其字节不是 {expected}，也不是其他字符集",
              "Each of them is U+FFFD in the text. The file is damaged; download it again.",
              "文中以 U+FFFD 代替。文件已损坏，请重新下载。"),
        _code("GK404", _W,
              "pages without text, scanned perhaps: {pages}; expected text on each page of a report",
              "以下页面没有文字，可能是扫描图像：第 {pages} 页；报告每页都应有文字",
              "What stands on them was not read. Put the file through OCR, and give the cells to gongkai.parse_page.",
              "这些页面的内容未读取。请先做文字识别（OCR），再把单元格交给 gongkai.parse_page。"),
        # 41 to 43: why a file cannot be read at all; what a ReadError says
        _code("GK411", _E,
              "the file is larger than {limit} bytes; take the report out of it, or give other limits",
              "文件超过 {limit} 字节；请只取其中的报告，或放宽限制",
              "No report is that large. gongkai.Limits(size=…) reads larger files.",
              "报告不会有这么大。可用 gongkai.Limits(size=…) 放宽。"),
        _code("GK412", _E,
              "a file of the kind {found} is not read; save the report as .docx, PDF, HTML or text",
              "不读取 {found} 类文件；请把报告另存为 .docx、PDF、HTML 或文本",
              "Open it in the program that made it, and save it there.",
              "请用原来的软件打开后另存。"),
        _code("GK413", _E,
              "a packed file ({found}) is not read; unpack it, and give the report that is in it",
              "不读取压缩文件（{found}）；请先解压，再给出其中的报告",
              "gongkai batch and gongkai check read all files in a folder.",
              "gongkai batch 和 gongkai check 可读取整个文件夹。"),
        _code("GK414", _E,
              "a picture is not read; turn it into text by optical character recognition (OCR)",
              "不读取图片；请先做文字识别（OCR）",
              "What OCR gives as cells can be given to gongkai.parse_page.",
              "识别得到的单元格可交给 gongkai.parse_page。"),
        _code("GK415", _E,
              "media type {found} is not read; known are {expected}",
              "不读取类型为 {found} 的内容；可读的有 {expected}",
              "Without a media type the content itself says what it is.",
              "不指明类型时，按内容判断。"),
        _code("GK416", _E,
              "the file is protected by a password; remove it, and save the report anew",
              "文件有密码保护；请去掉密码后重新保存",
              "Nothing of it was read.",
              "未读取任何内容。"),
        _code("GK417", _E,
              "the Word file is damaged ({found}); download it anew, or open it in a word processor and save it as .docx",
              "Word 文件已损坏（{found}）；请重新下载，或用文字处理软件打开后另存为 .docx",
              "What is in brackets is the part of the file that cannot be unpacked or read.",
              "括号中是无法解压或读取的部分。"),
        _code("GK418", _E,
              "the Word file has XML that Word does not write ({found}); open it in a word processor, and save it as .docx",
              "Word 文件含有 Word 不会写出的 XML（{found}）；请用文字处理软件打开后另存为 .docx",
              "A part of it declares a document type, or does not begin as the parts of Word files do. Such XML can be made to take all memory, and is not looked at.",
              "其中有部分声明了文档类型，或开头不像 Word 的部分。这类 XML 可能耗尽内存，故不读取。"),
        _code("GK419", _E,
              "the Word file holds its text as an embedded file of another format; open it in Word, and save it anew as .docx",
              "Word 文件的正文是嵌入的其他格式文件；请用 Word 打开后重新存为 .docx",
              "Word takes the embedded file over when it saves.",
              "Word 保存时会并入嵌入的内容。"),
        _code("GK421", _E,
              "the file unpacks to more than the limit; take the report out of it, or give other limits",
              "文件解压后超过限制；请只取其中的报告，或放宽限制",
              "A file may be made so that it takes all memory. gongkai.Limits(unpacked=…) reads larger ones.",
              "文件可能被做成耗尽内存。可用 gongkai.Limits(unpacked=…) 放宽。"),
        _code("GK422", _E,
              "the tables of the file have more cells than the limit; take the report out of it, or give other limits",
              "文件表格的单元格数超过限制；请只取其中的报告，或放宽限制",
              "A report has less than a thousand. gongkai.Limits(cells=…) reads more.",
              "一份报告不到一千个。可用 gongkai.Limits(cells=…) 放宽。"),
        _code("GK423", _E,
              "the file is nested deeper than the limit; take the report out of it, or give other limits",
              "文件嵌套层数超过限制；请只取其中的报告，或放宽限制",
              "gongkai.Limits(depth=…) reads what is deeper.",
              "可用 gongkai.Limits(depth=…) 放宽。"),
        _code("GK424", _E,
              "the PDF has more than {limit} pages; take the report out of it, or give other limits",
              "PDF 超过 {limit} 页；请只取其中的报告，或放宽限制",
              "gongkai.Limits(pages=…) reads more.",
              "可用 gongkai.Limits(pages=…) 放宽。"),
        _code("GK425", _E,
              "the file takes more than {limit} seconds; take the report out of it, or give other limits",
              "读取文件超过 {limit} 秒；请只取其中的报告，或放宽限制",
              "gongkai.Limits(seconds=…) waits longer.",
              "可用 gongkai.Limits(seconds=…) 放宽。"),
        _code("GK426", _E,
              "the PDF ends the program that reads it, or needs more than {limit} bytes of memory; save it anew with a program that opens it, or give other limits",
              "PDF 使读取程序中止，或所需内存超过 {limit} 字节；请用能打开它的软件重新保存，或放宽限制",
              "gongkai.Limits(memory=…) lets it have more.",
              "可用 gongkai.Limits(memory=…) 放宽。"),
        _code("GK427", _E,
              "the ZIP file has more than {limit} members, which no Word file has; unpack it, and give the report alone",
              "ZIP 文件中有 {limit} 个以上的文件，Word 文件不会这样；请解压后只给出报告",
              "It may be a folder of reports that was packed.",
              "可能是打包的整个文件夹。"),
        _code("GK431", _E,
              "the page has no text but shows another document, {found}; give that one",
              "网页没有文字，只显示另一文档 {found}；请给出该文档",
              "Nothing is fetched from the network. Save that document, and give it.",
              "不从网络取任何内容。请保存该文档后给出。"),
        _code("GK432", _E,
              "the PDF has no text in it, pages that were scanned perhaps; put it through OCR, and give the cells to gongkai.parse_page",
              "PDF 中没有文字，可能是扫描件；请先做文字识别（OCR），再把单元格交给 gongkai.parse_page",
              "The docs show how: docs/how-to/bring-your-own-ocr.md.",
              "做法见 docs/how-to/bring-your-own-ocr.md。"),
        _code("GK433", _E,
              "the PDF does not say which characters it draws; put it through OCR, and give the cells to gongkai.parse_page",
              "PDF 没有说明所绘的是哪些字符；请先做文字识别（OCR），再把单元格交给 gongkai.parse_page",
              "Its fonts name no characters. What they look like can be seen by OCR alone.",
              "其字体不带字符信息，只能靠文字识别。"),
        _code("GK434", _E,
              "the PDF is damaged or cut off; fetch it again, or save it anew with a program that opens it",
              "PDF 已损坏或不完整；请重新下载，或用能打开它的软件重新保存",
              "No page can be taken out of it.",
              "取不出任何一页。"),
        _code("GK435", _E,
              "PDF needs a package that is not installed; install it with: pip install \"gongkai[pdf]\"",
              "读取 PDF 需要另装的包；请运行：pip install \"gongkai[pdf]\"",
              "The base installation reads text, HTML and Word.",
              "基本安装可读取文本、HTML 和 Word。"),
        _code("GK436", _E,
              "the file is in an older format (.doc, .wps, .rtf), which LibreOffice must turn into .docx: install it, or save the file as .docx",
              "文件为旧格式（.doc、.wps、.rtf），须由 LibreOffice 转为 .docx：请安装它，或另存为 .docx",
              "Where LibreOffice is installed, such files are read.",
              "装有 LibreOffice 时可读取这类文件。"),
        _code("GK437", _E,
              "LibreOffice cannot read the file; open it in a word processor, and save it as .docx without a password",
              "LibreOffice 无法读取该文件；请用文字处理软件打开，不加密码另存为 .docx",
              "It may be damaged, or of a version that LibreOffice does not know.",
              "可能已损坏，或为 LibreOffice 不认识的版本。"),
        _code("GK438", _E,
              "LibreOffice cannot be started; install it anew, or save the file as .docx",
              "无法启动 LibreOffice；请重新安装，或另存为 .docx",
              "Other files are read without it.",
              "其他文件不需要它。"),
        # 44 and 45: why the command cannot read what it was given
        _code("GK441", _E,
              "this is a folder; gongkai batch reads all files in one, and gongkai check checks them",
              "这是文件夹；gongkai batch 读取其中所有文件，gongkai check 核对它们",
              "parse and render take files.",
              "parse 和 render 只接受文件。"),
        _code("GK442", _E,
              "this is no JSON of one report ({found}); expected what gongkai parse --to json writes",
              "这不是一份报告的 JSON（{found}）；应为 gongkai parse --to json 写出的内容",
              "What is in brackets is what is wrong with it. A file of several reports is read by programs: see Report.from_dict.",
              "括号中是问题所在。含多份报告的文件请用程序读取，见 Report.from_dict。"),
        _code("GK443", _E,
              "the report is of the form {found}; known are {expected}",
              "报告的格式为 {found}；已知的有 {expected}",
              "Install the package that brings the form.",
              "请安装提供该格式的包。"),
        _code("GK444", _E,
              "the form {expected} has no entry {found}",
              "格式 {expected} 没有条目 {found}",
              "The JSON was written by another version of the form, or by hand.",
              "该 JSON 由格式的另一版本写出，或经手工改动。"),
        _code("GK451", _E,
              "it took longer than {limit} seconds to read; --timeout allows more",
              "读取超过 {limit} 秒；可用 --timeout 放宽",
              "The file was given up, and the run went on. Read it alone to see why.",
              "已放弃该文件，其余照常进行。可单独读取以查原因。"),
        _code("GK452", _E,
              "the process that read it ended ({found}); expected an answer",
              "读取它的进程中止（{found}）；未得到结果",
              "The file was given up, and the run went on. SIGKILL is mostly the system's, for want of memory: --jobs lets fewer processes read.",
              "已放弃该文件，其余照常进行。SIGKILL 多为系统因内存不足所发：可用 --jobs 减少进程。"),
        _code("GK453", _E,
              "internal error: {found}; please report it with the file",
              "内部错误：{found}；请连同文件报告",
              "A fault of gongkai. The run went on without the file.",
              "这是 gongkai 的错误。其余照常进行。"),
        # 5: the numbers of a report, beside each other, beside its text, beside other reports; 50 sums
        _code("GK501", _E,
              "“{where}” adds up to {left} ({parts}), but its total is {right}; difference {difference}",
              "“{where}”各列之和为 {left}（{parts}），而总计为 {right}；相差 {difference}",
              "The page contradicts itself. GK506 names the number that is likely wrong, where other sums fail with this one.",
              "页面自相矛盾。若另有合计同时不符，GK506 会指出最可能填错的数字。"),
        _code("GK502", _E,
              "the outcomes in the column “{where}” add up to {left} ({parts}), but their total is {right}; difference {difference}",
              "“{where}”列各项办理结果之和为 {left}（{parts}），而总计为 {right}；相差 {difference}",
              "The page contradicts itself. GK506 names the number that is likely wrong, where other sums fail with this one.",
              "页面自相矛盾。若另有合计同时不符，GK506 会指出最可能填错的数字。"),
        _code("GK503", _E,
              "the balance of the column “{where}” does not hold: {left} ({parts}), but {right} ({whole}); difference {difference}",
              "“{where}”列勾稽关系不成立：{left}（{parts}），而 {right}（{whole}）；相差 {difference}",
              "The first item and the second add up to the third and the fourth: the form prints the rule in the corner of table 3.",
              "表三左上角印有：第一项加第二项之和，等于第三项加第四项之和。"),
        _code("GK504", _E,
              "the results of “{where}” add up to {left} ({parts}), but their total is {right}; difference {difference}",
              "“{where}”各项结果之和为 {left}（{parts}），而总计为 {right}；相差 {difference}",
              "The page contradicts itself. Compare the group with the organ's own records.",
              "页面自相矛盾，请与本机关台账核对。"),
        _code("GK505", _W,
              "{rule} fails in “{where}” as the page was read: {left} ({parts}), but {right} ({whole}), difference {difference}; not read with certainty: {doubtful}",
              "按目前的读取结果，“{where}”不符合 {rule}：{left}（{parts}），而 {right}（{whole}），相差 {difference}；读取不确定的有：{doubtful}",
              "A doubt about the reading, not about the page. Compare these entries with the original page first.",
              "这是对读取结果的疑问，不是对页面的疑问。请先与原页面核对这些项目。"),
        _code("GK506", _N,
              "one changed number would put right all {count} sums that fail together: {found}",
              "只需更正一个数字，同时不符的 {count} 处合计即全部成立：{found}",
              "The likely mistake; where more than one is named, any of them would do. The page may be wrong in more than one place.",
              "最可能填错之处；列出多个时，改其中任一个即可。页面也可能不止一处有误。"),
        _code("GK507", _N,
              "{rule} cannot be assessed in {count} of {size} places, because no number is printed for: {empty}",
              "{rule} 有 {count} 处（共 {size} 处）无法核对，因为以下项目没有数字：{empty}",
              "An empty cell is not zero. Said on request only.",
              "空白不等于零。仅在要求时提示。"),
        # 51: numbers one by one
        _code("GK511", _E,
              "{where} is {found}; expected a whole number",
              "{where} 为 {found}；应为整数",
              "Counts have no fractions.",
              "件数、项数不应有小数。"),
        _code("GK512", _E,
              "{where} is {found}; expected zero or more",
              "{where} 为 {found}；应不小于零",
              "Only a change against the year before may be negative.",
              "只有“本年增/减”可以为负数。"),
        _code("GK513", _E,
              "{where} is {found}, with {count} decimals; expected at most four",
              "{where} 为 {found}，有 {count} 位小数；最多应为四位",
              "An amount in ten thousands of yuan with four decimals is exact to the yuan.",
              "以万元为单位保留四位小数，已精确到元。"),
        _code("GK514", _W,
              "“{where}”: {part}, but {whole}; expected no more than in all, difference {difference}",
              "“{where}”：{part}，而 {whole}；不应多于总数，相差 {difference}",
              "What was newly disclosed is part of what is disclosed in all.",
              "本年新公开的应包含在对外公开总数之中。"),
        _code("GK515", _W,
              "“{where}” of {agency}: {found}; expected 0 below the level of a city with districts",
              "{agency}的“{where}”：{found}；设区的市以下机关此处应为 0",
              "The organs of towns, streets, counties and districts make no rules. Normative documents go into the next row.",
              "乡镇、街道、县区机关不制定规章；规范性文件应填入下一行。"),
        _code("GK516", _E,
              "{part} is more than {whole}, of which it is a part, under “{where}”; expected no more, difference {difference}",
              "“{where}”一栏：{part} 是 {whole} 的一部分，却大于它；不应大于总数，相差 {difference}",
              "A row that the form prints below another one as part of it counts part of what the row before it counts. One of the two numbers is mistaken.",
              "“其中”一行是上一行的一部分，两个数字必有一误。"),
        # 52: dates, form, notice
        _code("GK521", _W,
              "the numbers are about {found}; expected {expected}",
              "统计期限为 {found}；应为 {expected}",
              "The statistical period is the whole year of the report.",
              "统计期限应为报告年度全年。"),
        _code("GK522", _W,
              "published on {found}; expected a day after the end of {year}",
              "发布日期为 {found}；应在 {year} 年结束之后",
              "The year of the title, or the day, may be typed wrong; or the page gives another day than that of publication.",
              "标题年份或日期可能有误，或页面日期并非发布日期。"),
        _code("GK523", _W,
              "published on {found}, {days} days late; expected by {expected}",
              "发布日期为 {found}，逾期 {days} 天；应不晚于 {expected}",
              "A page that was moved or published again may show a later day than the first.",
              "网页迁移或重新发布时，日期可能晚于首次发布。"),
        _code("GK524", _N,
              "the report of {year} is on the form {form}; expected {expected}",
              "{year} 年的报告使用格式 {form}；应为 {expected}",
              "The page was read by the labels on it, whatever its year. The form in force may ask for other numbers.",
              "读取以页面标签为准，与年份无关。现行格式要求的项目可能不同。"),
        _code("GK525", _N,
              "the text cites “{found}”, but the tables are on the form {form}; expected {expected}",
              "正文引用“{found}”，但表格为格式 {form}；应引用 {expected}",
              "Often a sentence that was copied from the year before.",
              "常见于沿用上一年度的文字。"),
        # 53: text against tables
        _code("GK531", _W,
              "the text says “{found}”, but the tables have {total} ({counted}); difference {difference}",
              "正文称“{found}”，而表格为 {total}（{counted}）；相差 {difference}",
              "Either may be wrong. If the sentence is about something else, leave this code out.",
              "两处可能有一处有误；若该句所指不同，可忽略此代码。"),
        _code("GK532", _W,
              "the text says “{found}”, but the tables have {total} ({counted}); expected 0, difference {difference}",
              "正文称“{found}”，而表格为 {total}（{counted}）；应为 0，相差 {difference}",
              "Either may be wrong. If the sentence is about something else, leave this code out.",
              "两处可能有一处有误；若该句所指不同，可忽略此代码。"),
        _code("GK533", _N,
              "the text says “{found}”, but the tables as they were read have {total} ({counted}); difference {difference}; not read with certainty: {doubtful}",
              "正文称“{found}”，而表格读取结果为 {total}（{counted}）；相差 {difference}；读取不确定的有：{doubtful}",
              "A doubt about the reading, not about the page.",
              "这是对读取结果的疑问，不是对页面的疑问。"),
        # 54: a year and the one before it
        _code("GK541", _E,
              "{where} of {year} is {found}, but the year before carried out {expected} ({parts}); difference {difference}",
              "{year} 年{where}为 {found}，而上一年度结转 {expected}（{parts}）；相差 {difference}",
              "One of the two reports is wrong, or one was corrected after it was published.",
              "两份报告必有一份有误，或其中一份发布后作过更正。"),
        _code("GK542", _E,
              "{where} of {year} is {found}, but {expected} is due ({parts}); difference {difference}",
              "{year} 年{where}为 {found}，而应为 {expected}（{parts}）；相差 {difference}",
              "In force are those of the year before, with those issued and without those repealed.",
              "现行有效件数 = 上一年现行有效件数 + 本年制发件数 − 本年废止件数。"),
        _code("GK543", _W,
              "{where} of {year} is {found}, but {expected} is due ({parts}); difference {difference}",
              "{year} 年{where}为 {found}，而应为 {expected}（{parts}）；相差 {difference}",
              "The items of the year before, with that year's change.",
              "上一年项目数量应等于上一年报告的项目数量加其增减。"),
        _code("GK544", _N,
              "nothing was compared: {found}; expected two reports of one organ, of years that follow each other",
              "未作比较：{found}；应为同一机关相邻两年的报告",
              "Give the two reports in their order. Where an organ changed its name, compare by hand.",
              "请按先后顺序给出两份报告；机关更名的请人工比对。"),
        _code("GK545", _W,
              "{rule} fails for {where} of {year} as the pages were read: {found}, but {expected} ({parts}), difference {difference}; not read with certainty: {doubtful}",
              "按目前的读取结果，{year} 年{where}不符合 {rule}：{found}，而 {expected}（{parts}），相差 {difference}；读取不确定的有：{doubtful}",
              "A doubt about the reading, not about the pages.",
              "这是对读取结果的疑问，不是对页面的疑问。"),
        # 55: a superior and its subordinates
        _code("GK551", _W,
              "{where} is {right}, but the subordinates have {left} ({parts}); difference {difference}",
              "{where}为 {right}，而下级合计 {left}（{parts}）；相差 {difference}",
              "The shares of all are in the finding. The superior's own cases count as one more report.",
              "各单位分别贡献见该条的 shares。上级本级的数字应作为一份报告计入。"),
        _code("GK552", _N,
              "the report of {agency} lacks {count} of {size} numbers, and {doubtful} are doubtful: {found}",
              "{agency}的报告缺少 {size} 个数字中的 {count} 个，另有 {doubtful} 个存疑：{found}",
              "Sums that they belong to are only compared where what the others have is already too much.",
              "涉及的合计仅在其余各单位之和已超出时才作比较。"),
        _code("GK553", _N,
              "{where} is {right}, but the subordinates have {left} ({parts}); difference {difference}; not read with certainty: {doubtful}",
              "{where}为 {right}，而下级合计 {left}（{parts}）；相差 {difference}；读取不确定的有：{doubtful}",
              "A doubt about the reading, not about the pages.",
              "这是对读取结果的疑问，不是对页面的疑问。"),
        _code("GK554", _N,
              "the report of {agency} is about {found}; expected {expected}",
              "{agency}的报告年度为 {found}；应为 {expected}",
              "Its numbers were left out, and count as missing.",
              "其数字未计入，视为缺失。"),
        # 56: quality
        _code("GK561", _W,
              "nothing is said under “{expected}”; expected at least a sentence",
              "“{expected}”之下没有内容；至少应有一句",
              "The section is part of the form. It may have been lost on the way.",
              "该部分为格式所要求，也可能在转换中丢失。"),
        _code("GK562", _N,
              "nothing is said under “{expected}”; expected at least the word none",
              "“{expected}”之下没有内容；至少应写“无”",
              "Fees that were charged for information are reported there.",
              "信息处理费收取情况应在此报告。"),
        _code("GK563", _N,
              "{count} of {size} sentences, {share}, are those of the year before but for their numbers; expected this year's text",
              "{size} 句中有 {count} 句（{share}）除数字外与上一年度相同；应为本年度的文字",
              "Set phrases are the same in all years; look at the rest.",
              "固定表述各年相同，请看其余部分。"),
        _code("GK564", _W,
              "“{found}” in the report of {expected}: the year is typed wrong, or the sentence is of another year",
              "{expected} 年的报告中出现“{found}”：年份有误，或该句属于其他年度",
              "Often a sentence that was copied, or a digit too many.",
              "常见于沿用旧文或多打一位数字。"),
        _code("GK565", _N,
              "the heading “{found}” has another number than the form gives it; expected {expected}",
              "标题“{found}”的序号与格式不同；应为{expected}",
              "The section was read all the same.",
              "该部分仍照常读取。"),
        _code("GK566", _N,
              "the parts of “{where}” are numbered {found}; expected {expected}",
              "“{where}”各小节序号为 {found}；应为 {expected}",
              "A number is left out or used twice, or a heading was lost.",
              "序号有遗漏或重复，或标题丢失。"),
        _code("GK567", _N,
              "{count} cells are empty under “{where}”; expected 0 where there is nothing to count",
              "“{where}”表中有 {count} 个单元格为空；没有发生的应填 0",
              "An empty cell is read as blank, never as 0, and the sums that it stands in cannot be assessed.",
              "空白不作 0 读取，所涉合计无法核对。"),
    )
}  # fmt: skip


@frozen
class Diagnostic:
    """A finding: what was found, where, and what was expected. ``str()`` gives its message in the language of the locale."""

    code: str
    severity: Severity
    span: Span | None = None
    """Where in the text that was parsed; None where it concerns the whole."""
    entries: tuple[str, ...] = ()
    """The keys concerned."""
    details: dict[str, str] = field(factory=dict, hash=False)
    """What the message's names in braces stand for."""
    spans: tuple[Span, ...] = ()
    """For a finding of a check, every place concerned; ``span`` is the one to show."""
    culprits: tuple[str, ...] = ()
    """The keys of the numbers any one of which, changed, would put right all sums that fail together."""
    shares: tuple[tuple[str, int | Decimal], ...] = ()
    """Who contributes what to the sum of many reports."""
    kind: Code | None = field(default=None, eq=False, repr=False)
    """The code with its words, for one that is not built in."""

    @classmethod
    def of(cls, code: str | Code, start: int | None = None, end: int | None = None, entries: tuple[str, ...] = (), **details: Any) -> Diagnostic:
        """The finding ``code`` at ``text[start:end]``. A check of another package gives a ``Code`` of its own."""
        known = code if isinstance(code, Code) else CODES[code]
        kind = code if isinstance(code, Code) else None
        span = Span(start, end) if start is not None and end is not None else None
        return cls(known.code, known.severity, span, entries, {name: _short(value) for name, value in details.items()}, kind=kind)

    @property
    def words(self) -> Code:
        """Its code with all its words, in both languages."""
        return self.kind if self.kind is not None else CODES[self.code]

    @property
    def message(self) -> str:
        """The message in the language of the locale; English where there is none."""
        return messages(self, locale_language())

    @property
    def help(self) -> str:
        """What to do about it, in the language of the locale."""
        return self.words.help[locale_language()]

    def __str__(self) -> str:
        return told(self, locale_language())


def told(diagnostic: Diagnostic, lang: Language) -> str:
    """A diagnostic's code and its message in Chinese (``zh``) or English (``en``)."""
    return f"{diagnostic.code} {messages(diagnostic, lang)}"


def messages(diagnostic: Diagnostic, lang: Language = "en") -> str:
    """A diagnostic's message in Chinese (``zh``) or English (``en``). Raises KeyError for another language."""
    return diagnostic.words.message[lang].format_map(diagnostic.details)


def _short(value: object, longest: int = 120) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def locale_language() -> Language:
    """The language that the environment asks for, found as gettext finds it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
