"""Errors of installing plugins: what is wrong with a wheel, and what became of it here."""

from collections.abc import Mapping

from fmdesk.i18n import N_

TEXTS: Mapping[str, str] = {
    "plugin.unread": N_("{name} cannot be read: {reason}. Choose another file."),
    "plugin.sdist": N_(
        "{name} holds the source of a project. Ask its maker for the built wheel, a file that "
        "ends in .whl."
    ),
    "plugin.wheel_name": N_(
        "{name} is not called as a wheel is: project-version-py3-none-any.whl, in plain "
        "letters. Ask its maker for the file under the name that its build gave it."
    ),
    "plugin.wheel_built_for": N_(
        "{name} was built for {tags}. A plugin runs on every machine: ask its maker for a wheel"
        " for py3-none-any."
    ),
    "plugin.wheel_large": N_(
        "{name} has more than {most} MB. A plugin has less: ask its maker to leave out what it "
        "does not need."
    ),
    "plugin.wheel_bomb": N_(
        "{name} would unpack into more than {files} files or {most} MB. It is not opened; ask "
        "its maker what it is."
    ),
    "plugin.no_wheel": N_(
        "{name} cannot be opened as a wheel: it is damaged, or something else. Fetch it again, "
        "or ask its maker."
    ),
    "plugin.wheel_twice": N_(
        "The wheel has the file {file} twice. Ask its maker to build it again."
    ),
    "plugin.wheel_path_sign": N_(
        "The name of the file “{file}” has signs that not every machine keeps. Ask its maker "
        "for plain names."
    ),
    "plugin.wheel_escape": N_(
        "The file {file} would land outside the folder of the plugin. Do not install this "
        "wheel; tell whoever gave it to you."
    ),
    "plugin.wheel_link": N_(
        "{file} is a link and not a file. Ask its maker for a wheel of plain files."
    ),
    "plugin.wheel_packed": N_(
        "The file {file} is encrypted or packed in an unusual way. Ask its maker to build the "
        "wheel with the usual tools."
    ),
    "plugin.wheel_elsewhere": N_(
        "The file {file} would change this program outside the plugin. Ask its maker to leave "
        "it out."
    ),
    "plugin.wheel_native": N_(
        "{file} is machine code, which nobody can read before it runs. Ask its maker for a "
        "plugin in Python alone."
    ),
    "plugin.wheel_packages": N_(
        "A plugin brings one package; this wheel has: {packages}. Ask its maker to put "
        "everything into one."
    ),
    "plugin.wheel_shadows": N_(
        "The package {package} could hide a module of the same name. Its name must begin with "
        "{prefix}; ask its maker to rename it."
    ),
    "plugin.wheel_no_package": N_("The wheel has no {file}. Ask its maker for a complete one."),
    "plugin.id_taken": N_(
        "The id {plugin} belongs to the program or to another plugin. Ask its maker for another id."
    ),
    "plugin.hides": N_(
        "Another plugin, or the program, has a package {package} already. Remove that one "
        "first, or ask its maker for another name."
    ),
    "plugin.no_entry": N_(
        "The entry point of the plugin {plugin} names {target}, which the wheel does not have. "
        "Ask its maker to correct it."
    ),
    "plugin.entry_points": N_(
        "{name} has {count} entry points in the group {group}; a plugin has exactly one. Ask "
        "its maker whether it is a plugin."
    ),
    "plugin.wheel_syntax": N_(
        "Python cannot read line {line} of {file}. Ask its maker for a wheel that runs on this "
        "version of Python."
    ),
    "plugin.no_record": N_(
        "{name} has no readable list of its files (RECORD). Ask its maker to build it with the "
        "usual tools."
    ),
    "plugin.record_missing": N_(
        "The list of files in the wheel (RECORD) and its content differ at {file}. It was "
        "changed after it was built; ask its maker for the original."
    ),
    "plugin.record_hash": N_(
        "{file} was changed after the wheel was built. Ask its maker for the original."
    ),
    "plugin.no_metadata": N_(
        "{name} has no readable {file}. Ask its maker to build it with the usual tools."
    ),
    "plugin.other_project": N_(
        "{name} calls itself {found} inside. Ask its maker for the file under its own name."
    ),
    "plugin.python": N_(
        "{name} needs Python {needed}; this program runs on {has}. Ask its maker for a version "
        "that fits."
    ),
    "plugin.requirement": N_(
        "The plugin needs {needed}; this program has {has}. Nothing is fetched from the "
        "network: ask its maker for a version that does with what is here."
    ),
    "plugin.not_unpacked": N_(
        "The plugin could not be written to {path}: {reason}. Make room, or give the program "
        "the right to write there, and try again."
    ),
    "plugin.not_there": N_(
        "The files of the plugin {plugin} are not in {path}. Switch it on again: they are put "
        "back from the database."
    ),
    "plugin.changed_file": N_(
        "{file} of the plugin {plugin} is not what was approved. It does not run. Find out who "
        "changed it; switching the plugin on again puts back what was approved."
    ),
    "plugin.restart": N_(
        "Another version of the plugin {plugin} is in memory still. Close the program and start"
        " it again to use this one."
    ),
    "plugin.no_child": N_(
        "No process can be started to try the plugin in: {reason}. Close other programs and try"
        " again."
    ),
    "plugin.child_slow": N_(
        "The plugin {plugin} gave no answer within {seconds} seconds and was ended. Nothing was"
        " installed; tell its maker."
    ),
    "plugin.child_died": N_(
        "The plugin {plugin} ended the program when it was tried. Nothing was installed; tell "
        "its maker."
    ),
    "plugin.start_slow": N_(
        "The plugin {plugin} was not ready within {seconds} seconds, so the program went on "
        "without it. Tell its maker, and switch it off until then."
    ),
    "plugin.other_wheel": N_("{name} is no longer the file that you looked at. Choose it again."),
    "plugin.unknown": N_("There is no plugin {plugin} here. Look at the list of plugins."),
    "plugin.removed": N_(
        "The plugin {plugin} is removed. Its lines stay readable and its data stays: install it "
        "again to go on, or remove it with its data."
    ),
    "plugin.switched_off": N_(
        "The plugin {plugin} is switched off for the whole office. Switch it on to use it."
    ),
    "plugin.not_installed": N_(
        "The plugin {plugin} was not installed here, so it cannot be removed here. Switch it "
        "off instead."
    ),
    "plugin.open_lines": N_(
        "The plugin {plugin} serves lines that are not finished: {count}. Finish or cancel them"
        " first, or say that its data may go all the same."
    ),
    "plugin.same": N_(
        "Version {version} of the plugin {plugin} is installed already. Nothing needs to be done."
    ),
    "plugin.folder_there": N_(
        "{path} is there already. Choose another name, or work in another folder."
    ),
    "plugin.not_written": N_(
        "The project could not be written to {path}: {reason}. Make room, or choose a folder "
        "that you may write in, and try again."
    ),
    "plugin.no_remains": N_("The plugin {plugin} keeps nothing here. Nothing needs to be done."),
}
