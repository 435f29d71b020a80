"""Our own sentences spoken, sent over a telephone line and recognised: how heard text is made."""
