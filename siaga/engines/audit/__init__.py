"""A risk-limiting check of the totals against the paper forms: how many to pull, which, and what they prove.

Batch comparison with one polling station as a batch: the maximum relative overstatement of Stark (MACRO),
drawn with probability proportional to the error bound, and the Kaplan-Markov P-value. Pure arithmetic in
exact fractions; nothing here reads a file. docs/audit.md explains it to those who pull the forms.

P. B. Stark, "Risk-limiting post-election audits: conservative P-values from common probability
inequalities", IEEE Trans. Information Forensics and Security 4 (2009) 1005-1014; P. B. Stark, "Efficient
post-election audits of multiple contests: 2009 California tests", CELS 2009; M. Lindeman, "A Kaplan-Markov
auditing example using 2008 California data" (2010), which the tests reproduce figure by figure.
"""

from siaga.engines.audit.bounds import Margin, TieError, bound, margins_of, overstatement
from siaga.engines.audit.model import Batch, Votes
from siaga.engines.audit.plan import Outcome, Plan, check, plan
from siaga.engines.audit.risk import draws_needed, expected_batches, p_value
from siaga.engines.audit.sampling import draw

__all__ = [
    "Batch",
    "Margin",
    "Outcome",
    "Plan",
    "TieError",
    "Votes",
    "bound",
    "check",
    "draw",
    "draws_needed",
    "expected_batches",
    "margins_of",
    "overstatement",
    "p_value",
    "plan",
]
