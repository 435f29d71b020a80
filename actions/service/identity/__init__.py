"""Who a person is and what he may hear (contract section 5)."""
