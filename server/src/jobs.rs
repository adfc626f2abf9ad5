//! Due work: asks the hall again and again what is due. The work itself is the service's.
