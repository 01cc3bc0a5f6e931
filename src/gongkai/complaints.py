"""What the command says of how it was called, of files and of what it has done -> that in Chinese or English, as the locale has it.

What is wrong with a report or a file has a code: see diagnostics.py. These have none, for all that there is to say of them is said here,
and of grammars in form_complaints.py.
"""

from __future__ import annotations

_SAID = {
    "no_output": ("there is no standard output", "没有标准输出"),
    "no_input": ("there is no standard input", "没有标准输入"),
    "suffix": (
        "{output}: {command} writes no .{suffix}; say by the name what it is to write, .{known}, or by {option}",
        "{output}：{command} 不写 .{suffix} 文件；请用文件名（.{known}）或 {option} 指明要写的格式",
    ),
    "terminal": ("{target} is no text for a terminal; name a file with -o", "{target} 不是可在终端显示的文本；请用 -o 指定文件"),
    "organs": ("--organs is for the summary; name its file with --summary", "--organs 用于汇总页；请用 --summary 指定汇总页文件"),
    "whole_number": ("invalid number value: {found}", "{found} 不是大于零的整数"),
    "number": ("invalid number value: {found}", "{found} 不是大于零的数"),
    "interrupted": ("interrupted; the same command with --resume goes on", "已中断；在原命令后加 --resume 可继续"),
    "layout": ("no layout {found}; known are {known}", "没有排版 {found}；已知的有 {known}"),
    "plugin": ("a plug-in's form is left out: {problem}", "略去一个插件的格式：{problem}"),
    "code": ("no code {found}; known are {known}", "没有代码 {found}；已知的有 {known}"),
    "codes": ("no code begins with {found}", "没有以 {found} 开头的代码"),
    "is_input": ("{output}: is an input, and is not written over", "{output}：是输入文件，不予覆盖"),
    "standard_output": ("standard output", "标准输出"),
    "package": ("{package} is not installed: pip install 'gongkai[{extra}]'", "未安装 {package}：pip install 'gongkai[{extra}]'"),
    "batch_suffix": ("{output}: a batch writes .{known}", "{output}：批量读取只写 .{known}"),
    "batch_folder": ("{output}: its folder is not there; make it first", "{output}：所在文件夹不存在；请先建立"),
    "batch_summary": ("{output}: the summary would take the place of it", "{output}：汇总页会覆盖它"),
    "form_is": ("{file}: the form {form}, {rows} rows, {numbers} numbers", "{file}：格式 {form}，{rows} 行，{numbers} 个数字"),
    "file": ("1 file", "1 份"),
    "files": ("{count} files", "{count} 份"),
    "batch_counts": ("{files}: {clean} clean, {doubtful} doubtful, {failed} failed", "共 {files}：无问题 {clean}，存疑 {doubtful}，失败 {failed}"),
    "batch_progress": (
        "{done}/{total} files, {rate}/s, {left} left: {clean} clean, {doubtful} doubtful, {failed} failed",
        "{done}/{total} 份，每秒 {rate} 份，尚需 {left}：无问题 {clean}，存疑 {doubtful}，失败 {failed}",
    ),
    "batch_whole": ("{output} is complete", "{output} 已完成"),
    "batch_complete": (
        "{output} is complete, but has no summary; the same call without resume makes one",
        "{output} 已完成，但没有汇总页；去掉 --resume 重新运行即可生成",
    ),
    "batch_interrupted": (
        "a run to {output} was interrupted; go on with it by --resume, or remove {folder}",
        "写入 {output} 的运行曾中断；请用 --resume 继续，或删除 {folder}",
    ),
    "batch_other": (
        "the run that was interrupted was of another call or version ({found}); remove {folder} to begin anew",
        "中断的运行属于另一命令或版本（{found}）；如要重新开始，请删除 {folder}",
    ),
    "batch_running": ("another run is at work in {folder}", "另一运行正在使用 {folder}"),
    "batch_start": ("no process will start to read files: the last one ended ({found})", "读取文件的进程无法启动：最后一个中止（{found}）"),
    "batch_list": (
        "{source}: is no list of files, for the first {count} that it names are not there; give a folder, or a file with a path on each line",
        "{source}：不是文件清单，所列的前 {count} 个文件都不存在；请给出文件夹，或每行一个路径的清单",
    ),
    "data": ("no report that to_dict gave: {why}", "不是 to_dict 给出的报告：{why}"),
    "data_object": ("{found} in the place of an object", "应为对象之处是 {found}"),
    "data_lacks": ("{name} is not there", "缺少 {name}"),
    "data_is": ("{name} is {found}", "{name} 的值为 {found}"),
    "data_day": ("{found} is no day", "{found} 不是日期"),
    "data_status": ("{name} is {found}, of status {status}", "{name} 的值为 {found}，而 status 为 {status}"),
    "data_twice": ("the entry {found} stands there twice", "条目 {found} 重复"),
    "data_deep": ("its sections are nested too deeply", "sections 嵌套过深"),
    "json_count": ("a list of {count}", "是 {count} 项的列表"),
    "json_deep": ("nested too deeply", "嵌套过深"),
    "json_digits": ("a number of too many digits", "有一个数字位数过多"),
    "json_syntax": ("no JSON at line {line}, column {column}", "第 {line} 行第 {column} 列不合 JSON 语法"),
    "json_text": ("byte {at} is no text in {encoding}", "第 {at} 个字节不是 {encoding} 文字"),
    "sheet_rows": (
        "{count} entries are more than a sheet's {most} rows; write .csv, .parquet or .sqlite",
        "共 {count} 条，超过工作表的 {most} 行；请改写为 .csv、.parquet 或 .sqlite",
    ),
    "check_load": ("{name} of a plug-in cannot be loaded: {found}", "插件的 {name} 无法加载：{found}"),
    "check_kind": ("{name} of a plug-in is no function, but {found}", "插件的 {name} 不是函数，而是 {found}"),
    "check_fails": ("{name} of a plug-in fails: {found}", "插件的 {name} 出错：{found}"),
    "check_gives": ("{name} of a plug-in gives no Diagnostic, but {found}", "插件的 {name} 给出的不是 Diagnostic，而是 {found}"),
}

_SYSTEM = {
    "EACCES": "没有访问权限",
    "EBUSY": "正在使用",
    "EDQUOT": "超出磁盘配额",
    "EEXIST": "已存在",
    "EFBIG": "文件过大",
    "EIO": "读写出错",
    "EISDIR": "这是文件夹",
    "ELOOP": "符号链接过多",
    "EMFILE": "打开的文件过多",
    "ENAMETOOLONG": "文件名过长",
    "ENOENT": "文件或文件夹不存在",
    "ENOSPC": "磁盘空间不足",
    "ENOTDIR": "路径中有一处不是文件夹",
    "EPERM": "不允许此操作",
    "EROFS": "磁盘只读",
}
"""What the system says of a file in English, by the names of its errors."""


def say(what: str, **names: object) -> str:
    """A message in the language of the locale. Raises KeyError where there is none, or a name is lacking."""
    from gongkai.diagnostics import locale_language

    if (said := _SAID.get(what)) is None:
        from gongkai.form_complaints import SAID  # now: most that is said is not about grammars

        said = SAID[what]
    english, chinese = said
    return (chinese if locale_language() == "zh" else english).format(**names)


def reason(error: Exception, lang: str | None = None) -> str:
    """Why a file could not be read or written: in Chinese (``zh``), in English (``en``), or else as the locale has it. What has no Chinese here keeps its own words."""
    from errno import errorcode

    from gongkai.diagnostics import locale_language

    number = getattr(error, "errno", None)
    chinese = _SYSTEM.get(errorcode.get(number, "")) if number is not None and (lang or locale_language()) == "zh" else None
    return chinese or getattr(error, "strerror", None) or str(error)
