//! Points, rectangles and affine maps. Units are points (1/72 inch); on a page y grows downwards.

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// A rectangle; `x0 <= x1`, `y0 <= y1`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Rect {
    /// The smallest one around some points; `None` without points or with one that is no number.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut all: Option<Self> = None;
        for Point { x, y } in points {
            if !(x.is_finite() && y.is_finite()) {
                return None;
            }
            let one = Self { x0: x, y0: y, x1: x, y1: y };
            all = Some(all.map_or(one, |all| all.with(&one)));
        }
        all
    }

    /// The smallest one around both.
    pub fn with(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// What both cover.
    pub fn cut(&self, other: &Self) -> Option<Self> {
        let cut = Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        };
        (cut.x0 <= cut.x1 && cut.y0 <= cut.y1).then_some(cut)
    }

    pub fn has(&self, point: Point) -> bool {
        (self.x0..=self.x1).contains(&point.x) && (self.y0..=self.y1).contains(&point.y)
    }

    /// True when `other` lies within it, give or take `slack`.
    pub fn covers(&self, other: &Self, slack: f64) -> bool {
        self.x0 <= other.x0 + slack
            && self.y0 <= other.y0 + slack
            && self.x1 >= other.x1 - slack
            && self.y1 >= other.y1 - slack
    }

    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    pub fn corners(&self) -> [Point; 4] {
        let Self { x0, y0, x1, y1 } = *self;
        [Point { x: x0, y: y0 }, Point { x: x1, y: y0 }, Point { x: x1, y: y1 }, Point { x: x0, y: y1 }]
    }
}

/// An affine map, as PDF writes it: `[a b c d e f]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

#[allow(clippy::many_single_char_names, reason = "PDF gives the parts of a map these names")]
impl Matrix {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This map, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], [na, nb, nc, nd, ne, nf]) = (self.0, next.0);
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    pub fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    pub fn apply(&self, x: f64, y: f64) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point { x: a * x + c * y + e, y: b * x + d * y + f }
    }

    /// Where a step goes, whatever it starts from.
    pub fn turn(&self, x: f64, y: f64) -> Point {
        let [a, b, c, d, ..] = self.0;
        Point { x: a * x + c * y, y: b * x + d * y }
    }

    /// The box around a rectangle as the map shows it.
    pub fn around(&self, rect: &Rect) -> Option<Rect> {
        Rect::around(rect.corners().map(|corner| self.apply(corner.x, corner.y)))
    }

    /// By how much lengths grow, on the mean of both directions.
    pub fn scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// A whole number, 0 to 65535; `None` for anything else.
pub(super) fn whole(number: f64) -> Option<u32> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
    (0.0..65_536.0).contains(&number).then_some(number as u32)
}
