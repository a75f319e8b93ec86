"""How the documentation is built; ``make docs`` stages the pages and calls Sphinx with this."""

from probenlp import __version__

project = "probenlp"
author = "The probenlp authors"
copyright = "the probenlp authors; Apache License 2.0"  # noqa: A001
version = release = __version__

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
root_doc = "index"
language = "en"

nb_execution_mode = "off"  # tests execute them; the site shows what they gave
nb_number_source_lines = False
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
add_module_names = False
toc_object_entries_show_parents = "hide"

html_theme = "furo"
html_title = f"probenlp {version}"
html_show_sphinx = False
html_copy_source = False
templates_path: list[str] = []
