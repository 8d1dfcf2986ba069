"""How sensitive everything is that the window shows and prints (DOMAIN 9)."""

MARKING = "OFFICIAL-SENSITIVE"
