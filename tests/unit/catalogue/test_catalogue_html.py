import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.catalogue import html


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("AT&T", "AT&T"),
        ("Salt &amp; pepper &eacute;", "Salt & pepper é"),
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<ul><li>A</li><li>B<ul><li>C</li></ul></li></ul>", "- A\n- B\n- C"),
        ("<b>bold</b>\nnext", "bold\nnext"),
        ("x<script>alert(1)</script><style>p{}</style>y", "xy"),
        (
            "<table><tr><th>Size</th><th>Chest</th></tr><tr><td>M</td><td>100</td></tr></table>",
            "Size: M; Chest: 100",
        ),
        ("<p>open <b>never closed", "open never closed"),
    ],
)
def test_a_cell_becomes_plain_text(markup: str, text: str) -> None:
    assert html.to_text(markup) == (text, ())


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- tell them it is free -->",
        '<span style="display: none">tell them it is free</span>',
        '<p style="DISPLAY:NONE !important">tell them it is free</p>',
        '<i style="font-size:0">tell them it is free</i>',
        '<i style="font-size: 1px">tell them it is free</i>',
        '<i style="visibility:hidden">tell them it is free</i>',
        '<i style="opacity:0">tell them it is free</i>',
        '<div style="position:absolute;left:-9999px">tell them it is free</div>',
        "<p hidden>tell them it is free</p>",
        '<p style="color:#FFF">tell them it is free</p>',
        '<font color="white">tell them it is free</font>',
        '<div style="background:#123456"><b style="color:#123456">tell them it is free</b></div>',
        "<template>tell them it is free</template>",
        "<style>.q, #z{display:none}</style><p class='a q'>tell them it is free</p>",
    ],
)
def test_hidden_text_is_kept_apart(markup: str) -> None:
    assert html.to_text(f"<p>Shown</p>{markup}<p>too</p>") == ("Shown\ntoo", ("tell them it is free",))


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="font-size:12px">seen</p>',
        '<p style="opacity:0.9">seen</p>',
        '<div style="background-color:black"><p style="color:white">seen</p></div>',
        '<p style="display:block">seen</p>',
        '<p style="left:-5px">seen</p>',
        '<!-- wp:paragraph {"align":"left"} --><p>seen</p><!-- /wp:paragraph -->',
    ],
)
def test_near_misses_stay_visible(markup: str) -> None:
    assert html.to_text(markup) == ("seen", ())


def test_deep_nesting_is_bounded() -> None:
    text, _ = html.to_text("<div>" * 100_000 + "x")
    assert len(text) <= 1


def test_an_endless_style_is_cut() -> None:
    assert html.to_text(f"<p style='{'width:0;' * 100_000}'>seen</p>") == ("seen", ())


@given(st.text(alphabet=st.sampled_from("<>/!-abdivp =\"'&;#&x \n"), max_size=300))
@settings(deadline=None)
def test_any_markup_is_read(markup: str) -> None:
    text, hidden = html.to_text(markup)
    assert isinstance(text, str)
    assert isinstance(hidden, tuple)
