//! Areas of a picture.

use roxmltree::Node;

use super::names::attribute;
use super::refusal::Refusal;
use super::value::number;

/// An area.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Left, top, right, bottom.
    Rectangle([f64; 4]),
    /// Its middle and its radius.
    Circle([f64; 3]),
    /// Its middle and both radii.
    Ellipse([f64; 4]),
    /// Its corners.
    Polygon(Vec<(f64, f64)>),
    /// The whole picture.
    Whole,
}

impl Shape {
    /// Reads the `shape` and the `coords` of an element.
    pub(crate) fn read(node: Node<'_, '_>) -> Result<Self, Refusal> {
        let coords = attribute(node, "coords").unwrap_or_default();
        let numbers: Option<Vec<f64>> =
            coords.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()).map(number).collect();
        let numbers = numbers.unwrap_or_default();
        let shape = match attribute(node, "shape").map(str::trim) {
            Some("default") => Some(Self::Whole),
            Some("rect") => numbers.try_into().ok().map(Self::Rectangle),
            Some("circle") => numbers.try_into().ok().map(Self::Circle),
            Some("ellipse") => numbers.try_into().ok().map(Self::Ellipse),
            Some("poly") if numbers.len() >= 6 && numbers.len().is_multiple_of(2) => {
                Some(Self::Polygon(numbers.chunks(2).map(|corner| (corner[0], corner[1])).collect()))
            }
            _ => None,
        };
        shape.ok_or_else(|| Refusal::of(node, format!("coords=\"{coords}\""), "rect, circle, ellipse or poly with its numbers"))
    }

    /// Whether a point is in it, its edge included.
    pub(crate) fn holds(&self, x: f64, y: f64) -> bool {
        match self {
            Self::Whole => true,
            Self::Rectangle([left, top, right, bottom]) => x >= *left && x <= *right && y >= *top && y <= *bottom,
            Self::Circle([middle_x, middle_y, radius]) => (x - middle_x).hypot(y - middle_y) <= *radius,
            Self::Ellipse([middle_x, middle_y, across, down]) => {
                ((x - middle_x) / across).powi(2) + ((y - middle_y) / down).powi(2) <= 1.0
            }
            Self::Polygon(corners) => in_polygon(corners, x, y),
        }
    }
}

/// A ray from the point to the right crosses the outline an odd number of times.
fn in_polygon(corners: &[(f64, f64)], x: f64, y: f64) -> bool {
    let mut inside = false;
    let mut last = corners[corners.len() - 1];
    for &corner in corners {
        if (corner.1 > y) != (last.1 > y) && x < (last.0 - corner.0) * (y - corner.1) / (last.1 - corner.1) + corner.0 {
            inside = !inside;
        }
        last = corner;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_inside_from_outside() {
        let triangle = Shape::Polygon(vec![(0.0, 0.0), (10.0, 0.0), (0.0, 10.0)]);
        assert!(triangle.holds(2.0, 2.0) && !triangle.holds(8.0, 8.0));
        assert!(Shape::Circle([75.0, 75.0, 10.0]).holds(75.0, 85.0));
        assert!(!Shape::Ellipse([0.0, 0.0, 2.0, 1.0]).holds(0.0, 1.5));
    }
}
