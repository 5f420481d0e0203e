//! Words that everybody knows of kitchens, in English and Chinese: what things are called, and what is printed on them.

/// What one drinks from.
pub(super) const CUPS: &[&str] = &["mug", "cup", "teacup"];
pub(super) const MUGS: &[&str] = &["mug"];
/// What coffee is kept in, or comes in.
pub(super) const PACKS: &[&str] =
    &["tin", "jar", "bag", "box", "can", "canister", "pack", "packet", "sleeve", "bottle", "pod", "capsule", "sachet"];
/// What tells that a pack is one of coffee.
pub(super) const COFFEE: &[&str] = &[
    "coffee", "espresso", "arabica", "roast", "moka", "e.s.e.", "pods", "capsule", "drip bag", "instant", "挂耳",
    "咖啡",
];
/// What tells that it is not, whatever else stands there.
pub(super) const NOT_COFFEE: &[&str] =
    &["filter papers", "coffee filters", "filters", "cocoa", "tea bags", "sugar jar", "salt", "滤纸", "可可", "盐"];
/// Kinds of coffee that are chosen last.
pub(super) const SECOND_BEST: &[&str] = &["decaf", "3-in-1", "creamer", "低因", "三合一"];
/// Packs from which single helpings are taken.
pub(super) const SINGLE: &[&str] = &["box", "sachet", "pack"];
pub(super) const BEANS: &[&str] = &["bean", "咖啡豆"];
pub(super) const INSTANT: &[&str] = &["instant", "soluble", "速溶"];
pub(super) const PODS: &[&str] = &["pod", "capsule", "胶囊", "粉饼"];
pub(super) const READY: &[&str] = &["cold brew coffee", "iced coffee", "冷萃咖啡"];
pub(super) const COLD: &[&str] = &["cold", "iced", "冷", "冰"];
pub(super) const DRIP_BAGS: &[&str] = &["drip bag", "挂耳"];

/// What a machine that makes coffee is called.
pub(super) const MACHINES: &[&str] = &["coffee maker", "coffee machine", "espresso machine", "brewer", "percolator"];
/// What heats water for the cup.
pub(super) const KETTLES: &[&str] = &["kettle"];
/// What keeps water hot.
pub(super) const FLASKS: &[&str] = &["thermos", "flask"];
/// Where water comes from.
pub(super) const TAPS: &[&str] = &["sink", "tap", "faucet"];
/// Vessels in which a machine's coffee gathers.
pub(super) const CARAFES: &[&str] = &["carafe", "pitcher", "server"];
pub(super) const FILTERS: &[&str] = &["filter", "filters"];
/// What takes up powder, the best first.
pub(super) const SCOOPS: &[&str] = &["scoop", "spoon"];
/// What holds spoons.
pub(super) const STANDS: &[&str] = &["stand", "holder"];
/// Where things can be put down.
pub(super) const SURFACES: &[&str] = &["counter", "table", "worktop", "bench"];
pub(super) const TABLES: &[&str] = &["table"];
pub(super) const OUTLETS: &[&str] = &["outlet"];
pub(super) const PLUGS: &[&str] = &["plug"];

/// Doors of furniture, and what furniture is searched first.
pub(super) const DOORS: &[&str] = &["door", "drawer"];
pub(super) const SEARCHED: &[&str] = &["wall cabinet", "cupboard", "drawer", "counter", "cabinet", "fridge"];
/// What has doors and keeps no food.
pub(super) const NOT_SEARCHED: &[&str] = &["microwave", "oven", "maker", "machine", "washer", "panel"];

/// What is lifted to fill something, and what is moved to put in a pod.
pub(super) const LIDS: &[&str] = &["lid", "cover", "flap", "cap", "clip"];
pub(super) const GATES: &[&str] = &["lever", "slide", "slider", "drawer", "handle", "door"];
/// Hollows for water, for grounds and for beans.
pub(super) const TANKS: &[&str] = &["tank", "reservoir", "water", "boiler", "jug", "pot"];
pub(super) const BASKETS: &[&str] = &["bed", "basket", "filter", "grounds", "funnel", "beaker", "inside"];
pub(super) const HOPPERS: &[&str] = &["hopper", "bean", "bowl"];

/// What can be taken off its base to pour from it.
pub(super) const JUGS: &[&str] = &["jug", "pot", "pitcher", "carafe"];
/// What presses grounds down in a pot, and what holds them on a cup.
pub(super) const PLUNGER_POTS: &[&str] = &["french press", "cafetiere", "plunger pot"];
pub(super) const DRIPPERS: &[&str] = &["dripper"];
pub(super) const PLUNGERS: &[&str] = &["plunger"];
/// In which ground coffee gathers, and what holds a pod under an espresso machine.
pub(super) const GRINDERS: &[&str] = &["grinder"];
pub(super) const BINS: &[&str] = &["bin", "bowl", "jar", "container"];
pub(super) const PORTAFILTERS: &[&str] = &["portafilter"];
/// What heats a pot that stands on it, and how that looks and sounds.
pub(super) const STOVES: &[&str] = &["hob", "stove", "cooktop"];
pub(super) const FIRES: &[&str] = &["flame burns", "glows red"];
pub(super) const STEAMS: &[&str] = &["steam rises"];
pub(super) const BOILS: &[&str] = &["whistle", "boiling"];
pub(super) const KNOBS: &[&str] = &["knob", "dial"];

/// What is pressed.
pub(super) const BUTTONS: &[&str] = &["button", "switch", "lever", "pad"];
/// What is printed on a button that wakes a machine.
pub(super) const POWER: &[&str] = &["power", "on/off", "电源", "开关", "开/关"];
/// What is printed on one that makes coffee.
pub(super) const BREW: &[&str] =
    &["brew", "start", "coffee", "cup", "oz", "espresso", "lungo", "long", "开始", "启动", "咖啡", "杯", "萃取"];
/// What is printed on one that does something else.
pub(super) const OTHER: &[&str] = &[
    "steam", "water", "rinse", "clean", "descale", "lock", "grind", "milk", "fine", "蒸汽", "热水", "清洗", "研磨",
    "童锁",
];
/// Words of size, on buttons and in orders.
pub(super) const SMALL: &[&str] = &["small", "6 oz", "espresso", "1 cup", "小"];
pub(super) const LARGE: &[&str] = &["large", "long", "lungo", "10 oz", "大"];

/// Sounds of a machine at work.
pub(super) const BUSY: &[&str] = &[
    "pump",
    "grinding",
    "gurgle",
    "sputter",
    "perking",
    "trickling",
    "running water",
    "dripping",
    "whirring",
    "pouring",
];
/// Sounds with which a machine ends.
pub(super) const LAST: &[&str] = &["sputter", "gurgle", "hiss", "beep"];
/// What a machine shows that is not ready yet.
pub(super) const WAITING: &[&str] = &["blinking", "heating", "wait", "rinsing", "加热", "请等", "冲洗"];
/// The look of coffee in a vessel.
pub(super) const BROWN: &[&str] = &["brown liquid"];
