"""The types of our marks in a UIMA CAS, in JSON and as a type system description."""

from xml.sax.saxutils import escape

_STRING, _ANNOTATION = "uima.cas.String", "uima.tcas.Annotation"

TASK, MARK, LINK = "probenlp.Task", "probenlp.Mark", "probenlp.Relation"

_FEATURES: dict[str, dict[str, str]] = {
    TASK: {"taskId": _STRING},
    MARK: {
        "label": _STRING,
        "markId": _STRING,
        "attributes": _STRING,
        "origin": _STRING,
        "score": _STRING,
    },
    # INCEpTION knows a relation layer by these two names.
    LINK: {"label": _STRING, "Governor": MARK, "Dependent": MARK},
}


def types() -> dict[str, object]:
    """Give the types as the ``%TYPES`` of a CAS."""
    return {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": _ANNOTATION,
            **{feature: {"%NAME": feature, "%RANGE": kind} for feature, kind in features.items()},
        }
        for name, features in _FEATURES.items()
    }


def type_system_xml() -> str:
    """Write the types as a UIMA type system description."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n'
        "  <name>probenlp</name>\n  <types>\n"
        + "".join(_type_xml(name, features) for name, features in _FEATURES.items())
        + "  </types>\n</typeSystemDescription>\n"
    )


def _type_xml(name: str, features: dict[str, str]) -> str:
    described = "".join(
        f"        <featureDescription><name>{escape(feature)}</name><description/>"
        f"<rangeTypeName>{escape(kind)}</rangeTypeName></featureDescription>\n"
        for feature, kind in features.items()
    )
    return (
        f"    <typeDescription>\n      <name>{escape(name)}</name><description/>\n"
        f"      <supertypeName>{_ANNOTATION}</supertypeName>\n"
        f"      <features>\n{described}      </features>\n    </typeDescription>\n"
    )
