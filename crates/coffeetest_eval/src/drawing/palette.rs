//! Colours and letters: muted, on light paper.

/// Colour of the paper, sRGB.
pub const PAPER: [u8; 3] = [251, 250, 247];
/// Colour of lines and letters.
pub const INK: [u8; 3] = [58, 63, 71];
/// The way of the body at its beginning and at its end.
pub const WAY: [[u8; 3]; 2] = [[92, 138, 150], [184, 94, 66]];

/// How everything looks that has no colour of its own.
pub const STYLE: &str = "\
text { font-family: Inter, 'Helvetica Neue', Arial, 'DejaVu Sans', 'Noto Sans CJK SC', 'PingFang SC', \
'Microsoft YaHei', sans-serif; font-size: 11px; fill: #3a3f47 }
.page { fill: #fbfaf7 }
.wall { fill: #6d6a66 }
.floor { fill: #f3eee6 }
.tile { stroke: #e9e2d7; stroke-width: 1 }
.room { font-size: 15px; fill: #b3a897; letter-spacing: 2px; text-anchor: middle }
.edge { fill: #5a554e; stroke: #5a554e; stroke-width: 1.8; stroke-linejoin: round }
.closed .edge { stroke-dasharray: 3 2.4; fill: none }
.overhead { fill: #ffffff; fill-opacity: 0.42; stroke: #85796a; stroke-width: 1.1; stroke-dasharray: 6 4 }
.socket { fill: #fffdf8; stroke: #7a6a9a; stroke-width: 1.3 }
.pin { stroke: #7a6a9a; stroke-width: 1.5; stroke-linecap: round }
.cord { fill: none; stroke: #7a6a9a; stroke-width: 1.3; stroke-dasharray: 1 3; stroke-linecap: round }
.body { fill: #5c8a96; fill-opacity: 0.16; stroke: #5c8a96; stroke-width: 1.6 }
.heading { fill: #5c8a96 }
.way { fill: none; stroke-width: 1.9; stroke-linejoin: round; stroke-linecap: round; stroke-opacity: 0.7 }
.badge { fill: #fffdf8; stroke-width: 1.4 }
.number { font-size: 10px; font-weight: 600; text-anchor: middle }
.label { stroke: #fbfaf7; stroke-width: 3; stroke-opacity: 0.85; stroke-linejoin: round; paint-order: stroke; \
text-anchor: middle }
.fixture { font-size: 10.5px; fill: #85796a }
.inner { font-size: 10px; fill: #6f7681; font-style: italic }
.leader { stroke: #a39d92; stroke-width: 0.7 }
.title { font-size: 19px; font-weight: 600 }
.note { fill: #85796a }
.good { fill: #7d9b76 }
.bad { fill: #b85e42 }
.bar { fill: none; stroke: #3a3f47; stroke-width: 1.4 }
.rule { stroke: #e0d8cb; stroke-width: 1 }
";

/// A colour on the way from one to another.
pub fn mix(from: [u8; 3], to: [u8; 3], share: f32) -> [u8; 3] {
    std::array::from_fn(|i| (f32::from(from[i]) + share * (f32::from(to[i]) - f32::from(from[i]))).round() as u8)
}

/// As SVG writes it.
pub fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
