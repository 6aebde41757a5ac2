//! Checking what people type.

use crate::error::{Answer, Problem};
use crate::password;
use crate::store::people::Person;

/// A name and an e-mail address.
pub fn person(name: &str, email: &str) -> Answer<Person> {
    Ok(Person { name: text("name", name, 200)?, email: self::email("email", email)? })
}

/// A line of text without control characters.
pub fn text(field: &str, value: &str, longest: usize) -> Answer<String> {
    let trimmed = value.trim();
    let length = trimmed.chars().count();
    if length == 0 || length > longest {
        return Err(Problem::invalid(format!("{field} has {length} characters, expected 1 to {longest}")));
    }
    if trimmed.chars().any(char::is_control) {
        return Err(Problem::invalid(format!("{field} holds a control character, expected a line of text")));
    }
    Ok(trimmed.to_owned())
}

/// An e-mail address: only so much is checked as catches a slip, because no mail is sent.
pub fn email(field: &str, value: &str) -> Answer<String> {
    let value = text(field, value, 254)?;
    let right = value.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@') && !value.contains(char::is_whitespace)
    });
    if right { Ok(value) } else { Err(Problem::invalid(format!("{field} is not an e-mail address such as name@example.org"))) }
}

/// A country's code.
pub fn country(value: &str) -> Answer<String> {
    let code = value.trim().to_ascii_uppercase();
    let right = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if right { Ok(code) } else { Err(Problem::invalid("country is not a code of two letters such as NZ (ISO 3166-1)")) }
}

/// A new password.
pub fn password(value: &str) -> Answer<()> {
    let length = value.chars().count();
    if length < password::SHORTEST || value.len() > password::LONGEST {
        let (shortest, longest) = (password::SHORTEST, password::LONGEST);
        return Err(Problem::invalid(format!("password has {length} characters, expected {shortest} to {longest}")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_names_of_all_kinds() {
        for name in ["Aroha", " Māui-tikitiki a Taranga ", "李小龍", "O'Brien, Jr."] {
            assert_eq!(text("name", name, 200).unwrap(), name.trim());
        }
        for name in ["", "  ", "a\u{7}b", "a\nb"] {
            assert!(text("name", name, 200).is_err(), "{name:?}");
        }
    }

    #[test]
    fn catches_slips_in_addresses() {
        for right in ["a@b", "first.last+tag@example.org"] {
            assert!(email("email", right).is_ok(), "{right}");
        }
        for wrong in ["", "a", "@b", "a@", "a@b@c", "a b@c"] {
            assert!(email("email", wrong).is_err(), "{wrong}");
        }
        assert_eq!(country(" nz ").unwrap(), "NZ");
        assert!(country("NZL").is_err());
    }
}
