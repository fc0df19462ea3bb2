"""What people read before they are let in, and when they are not."""

from __future__ import annotations

SIGN_IN = "Sign in"
SIGN_IN_AGAIN = "Sign in again"
SIGN_OUT = "Sign out"
WELCOME = "Sign in with your work account to see how staff are doing."
REFUSED = {
    "not signed in": ("Welcome", WELCOME),
    "expired": ("Your sign-in has ended", "For safety a sign-in ends after a while. Sign in again to go on."),
    "unknown": (
        "You cannot see this dashboard yet",
        "You are signed in, but nobody has given you access. {contact} can do that.",
    ),
    "access file": (
        "Access is being changed",
        "We cannot tell at the moment who may see what. Try again in a few minutes.",
    ),
    "no log": ("Nothing can be shown", "Something went wrong on our side. Your data is safe. Try again later."),
}
ONLY_HERE = (
    "Nothing is shown here",
    "Sign-in is not set up, so this dashboard opens only on the machine it runs on.",
)
NOT_THIS_WAY = (
    "Nothing is shown here",
    "Sign-in is set up, but the dashboard was started without it. Start it with `python -m dashboard serve`.",
)
CONTACT = "Whoever runs the dashboard for you"


def refused(reason: str, contact: str) -> tuple[str, str]:
    """Title and sentence for somebody who is not let in; `contact` may be empty."""
    title, text = REFUSED[reason]
    return title, text.format(contact=contact or CONTACT)


def signed_in_as(name: str) -> str:
    """Whose screen this is."""
    return f"Signed in as {name}"
