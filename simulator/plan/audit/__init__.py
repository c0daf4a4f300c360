"""The audit: gaps of composed plans that can be seen before anything runs.

Survey(composition, setting)    who needs which fact, who can learn it, what it is for
RULES                           one function for each thing that can be wrong
audit(composition, setting)     all of them: one gap for each id
"""

from simulator.plan.audit.rules import RULES, audit
from simulator.plan.audit.setting import Aim, Setting

__all__ = ["RULES", "Aim", "Setting", "audit"]
