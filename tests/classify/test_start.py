"""What a run imports: fitting needs scikit-learn, scoring does not, and a worker starts without."""

import subprocess
import sys


def test_scoring_imports_no_scikit_learn() -> None:
    code = (
        "import sys; import probenlp.pipeline.steps; from probenlp.classify import "
        "shipped_voice_model; shipped_voice_model(); "
        "print([name for name in ('sklearn', 'pandas', 'scipy.stats') if name in sys.modules])"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
