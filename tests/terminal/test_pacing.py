"""At most two frames are under way, once a terminal has shown that it answers."""

from svc_tui.terminal.pacing import PATIENCE, REQUEST, Pacing


def proven() -> Pacing:
    pacing = Pacing()
    assert pacing.request(0.0) == REQUEST
    pacing.answered()
    return pacing


def test_only_one_question_is_asked_before_the_first_answer() -> None:
    pacing = Pacing()
    assert pacing.request(0.0) == REQUEST
    assert pacing.request(0.1) == ""
    assert pacing.may_send(0.2)


def test_a_third_frame_waits_for_an_answer() -> None:
    pacing = proven()
    for now in (1.0, 1.1):
        assert pacing.may_send(now)
        assert pacing.request(now) == REQUEST
    assert not pacing.may_send(1.2)
    pacing.answered()
    assert pacing.may_send(1.3)


def test_a_terminal_that_falls_silent_is_not_paced_any_more() -> None:
    pacing = proven()
    pacing.request(1.0)
    pacing.request(1.1)
    assert pacing.patience_ends == 1.0 + PATIENCE
    assert not pacing.may_send(1.0 + PATIENCE - 0.01)
    assert pacing.may_send(1.0 + PATIENCE)
    assert pacing.request(5.0) == ""


def test_a_terminal_that_never_answers_is_never_paced() -> None:
    pacing = Pacing()
    pacing.request(0.0)
    assert pacing.may_send(PATIENCE + 1)
    assert pacing.request(PATIENCE + 1) == ""
    assert not pacing.is_proven


def test_answers_nobody_asked_for_change_nothing() -> None:
    pacing = Pacing()
    pacing.answered()
    assert not pacing.is_proven


def test_after_a_suspend_it_asks_again() -> None:
    pacing = proven()
    pacing.request(1.0)
    pacing.start_over()
    assert not pacing.is_proven
    assert pacing.unanswered == 0
    assert pacing.request(2.0) == REQUEST


def test_it_can_be_turned_off() -> None:
    pacing = Pacing(wanted=False)
    assert pacing.request(0.0) == ""
    assert pacing.may_send(100.0)
