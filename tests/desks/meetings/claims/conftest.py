import pytest

from tests.kit.claims import LedgerDesk, ledger_desk


@pytest.fixture
def desk(db) -> LedgerDesk:
    return ledger_desk()
