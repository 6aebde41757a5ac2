//! A rosette and a colour from a digest. No trigonometry: the same text on every machine.

use crate::digest::sha256;

pub(super) struct Emblem([u8; 32]);

impl Emblem {
    pub(super) fn of(id: &str) -> Self {
        Self(sha256(id.as_bytes()))
    }

    /// For the ground: white letters on it have a contrast of at least 4.5 to 1.
    pub(super) fn dark(&self) -> String {
        self.colour(45.0, 27.0)
    }

    /// For frame and emblem: at least 4.5 to 1 on the dark one.
    pub(super) fn light(&self) -> String {
        self.colour(70.0, 90.0)
    }

    fn colour(&self, saturation: f64, lightness: f64) -> String {
        let hue = f64::from(u16::from_be_bytes([self.0[0], self.0[1]]) % 360);
        let [saturation, lightness] = [saturation / 100.0, lightness / 100.0];
        let spread = saturation * lightness.min(1.0 - lightness);
        let channel = |offset: f64| {
            let turn = (offset + hue / 30.0) % 12.0;
            let value = lightness - spread * (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0);
            (value * 255.0).round() as u8
        };
        format!("#{:02x}{:02x}{:02x}", channel(0.0), channel(8.0), channel(4.0))
    }

    /// Two rings of petals around a centre, at (256, 122).
    pub(super) fn drawn(&self) -> String {
        let byte = |index: usize| u32::from(self.0[index]);
        let mut drawn = String::new();
        for (ring, length, width) in [(0, 60 + byte(2) % 13, 7 + byte(3) % 11), (1, 34 + byte(4) % 11, 5 + byte(5) % 8)] {
            let petals = 5 + byte(6 + ring) % 6;
            let (shoulder, lean) = (length * (40 + byte(8 + ring) % 45) / 100, byte(10 + ring) % 12);
            let opacity = if ring == 0 { "0.55" } else { "1" };
            for petal in 0..petals {
                // Tenths of a degree; the inner ring is turned by half a petal.
                let tenths = (petal * 2 + ring as u32) * 1800 / petals;
                let (left, right) = (256 - width, 256 + width + lean);
                drawn.push_str(&format!(
                    "<path d=\"M256 112C{left} {} {left} {} 256 {} {right} {} {right} {} 256 112Z\" opacity=\"{opacity}\" \
                     transform=\"rotate({}.{} 256 122)\"/>\n",
                    122 - shoulder / 2,
                    122 - shoulder,
                    122 - length,
                    122 - shoulder,
                    122 - shoulder / 2,
                    tenths / 10,
                    tenths % 10,
                ));
            }
        }
        drawn.push_str(&format!("<circle cx=\"256\" cy=\"122\" r=\"{}\"/>\n", 6 + byte(12) % 8));
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As WCAG 2 has it.
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn letters_stand_out_from_their_ground_in_every_colour() {
        for hue in 0..360_u16 {
            let mut digest = [0; 32];
            digest[..2].copy_from_slice(&hue.to_be_bytes());
            let emblem = Emblem(digest);
            let ground = luminance(&emblem.dark());
            for colour in ["#ffffff", &emblem.light()] {
                let contrast = (luminance(colour) + 0.05) / (ground + 0.05);
                assert!(contrast >= 4.5, "hue {hue}: {colour} on {} has {contrast:.2}", emblem.dark());
            }
        }
    }
}
