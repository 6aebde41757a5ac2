//! What a wrong value is called in a problem.
//!
//! Numbers go through the writer that digests need anyway: the standard library's is a fortieth of the learner's download.

use crate::theta::Theta;

/// Something that a problem may name.
pub(crate) trait Said {
    /// In words: a number as short as it can be.
    fn said(&self) -> String;
}

impl Said for f64 {
    fn said(&self) -> String {
        let Some(number) = serde_json::Number::from_f64(*self) else {
            return if self.is_nan() { "not a number".to_owned() } else { "infinity".to_owned() };
        };
        let text = number.to_string();
        text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
    }
}

impl Said for Theta {
    fn said(&self) -> String {
        self.value().said()
    }
}

macro_rules! said_as_displayed {
    ($($kind:ty),*) => {
        $(impl Said for $kind {
            fn said(&self) -> String {
                self.to_string()
            }
        })*
    };
}

said_as_displayed!(&str, String, usize, u64, u32);

impl<T: Said> Said for &T {
    fn said(&self) -> String {
        (*self).said()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_said_as_people_write_it() {
        for (value, said) in [(1.0, "1"), (-0.4, "-0.4"), (0.25, "0.25"), (f64::NAN, "not a number"), (1e300, "1e+300")] {
            assert_eq!(value.said(), said);
        }
    }
}
