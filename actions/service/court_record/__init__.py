"""The court's record: what it shows of a case, its hearings and papers, and the words for them."""
