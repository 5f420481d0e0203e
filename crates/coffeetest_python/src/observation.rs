//! What an agent is told, as Python objects that cannot be changed.

use coffeetest_eval::task::action::Name;
use coffeetest_eval::task::observation as task;
use coffeetest_eval::task::scene::Language;
use coffeetest_eval::task::trace;
use pyo3::prelude::*;

use crate::json;

/// What an agent is told at the start of an episode.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct Task(pub task::TaskInfo);

#[pymethods]
impl Task {
    #[getter]
    fn suite(&self) -> &str {
        &self.0.suite
    }

    #[getter]
    fn episode(&self) -> u64 {
        self.0.episode
    }

    #[getter]
    fn order(&self) -> &str {
        &self.0.order
    }

    #[getter]
    fn language(&self) -> &'static str {
        match self.0.language {
            Language::En => "en",
            Language::Zh => "zh",
        }
    }

    #[getter]
    fn control(&self) -> String {
        format!("{:?}", self.0.control).to_lowercase()
    }

    #[getter]
    fn time_limit_s(&self) -> f64 {
        self.0.time_limit_s
    }

    #[getter]
    fn max_steps(&self) -> u64 {
        self.0.max_steps
    }

    fn __repr__(&self) -> String {
        format!("Task(suite={:?}, episode={}, order={:?})", self.0.suite, self.0.episode, self.0.order)
    }
}

/// What an agent perceives.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct Observation(pub task::Observation);

#[pymethods]
impl Observation {
    #[getter]
    fn tick(&self) -> u64 {
        self.0.tick
    }

    #[getter]
    fn time_s(&self) -> f64 {
        self.0.time_s
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    #[getter]
    fn objects(&self) -> Vec<SeenThing> {
        self.0.objects.iter().cloned().map(SeenThing).collect()
    }

    #[getter]
    fn sounds(&self) -> Vec<HeardSound> {
        self.0.sounds.iter().cloned().map(HeardSound).collect()
    }

    #[getter]
    fn body(&self) -> BodyState {
        BodyState(self.0.body)
    }

    #[getter]
    fn holding(&self) -> Option<&str> {
        self.0.holding.as_ref().map(Name::as_str)
    }

    #[getter]
    fn outcome(&self) -> Option<Outcome> {
        self.0.outcome.clone().map(Outcome)
    }

    fn to_dict(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        json::to_python(py, &self.0)
    }

    fn __str__(&self) -> &str {
        &self.0.text
    }

    fn __repr__(&self) -> String {
        format!("Observation(time_s={}, objects={}, holding={:?})", self.0.time_s, self.0.objects.len(), self.holding())
    }
}

/// A thing in view.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct SeenThing(task::SeenThing);

#[pymethods]
impl SeenThing {
    #[getter]
    fn handle(&self) -> &str {
        self.0.handle.as_str()
    }

    #[getter]
    fn kind(&self) -> &str {
        &self.0.kind
    }

    #[getter]
    fn part_of(&self) -> Option<&str> {
        self.0.part_of.as_ref().map(Name::as_str)
    }

    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    #[getter]
    fn position_m(&self) -> (f32, f32, f32) {
        self.0.position_m.into()
    }

    #[getter]
    fn place_m(&self) -> (f32, f32, f32) {
        self.0.place_m.into()
    }

    #[getter]
    fn heading_rad(&self) -> f32 {
        self.0.heading_rad
    }

    #[getter]
    fn place_heading_rad(&self) -> f32 {
        self.0.place_heading_rad
    }

    #[getter]
    fn size_m(&self) -> (f32, f32, f32) {
        self.0.size_m.into()
    }

    #[getter]
    fn distance_m(&self) -> f32 {
        self.0.distance_m
    }

    #[getter]
    fn state(&self) -> Vec<String> {
        self.0.state.clone()
    }

    fn __repr__(&self) -> String {
        format!("SeenThing({}, {:.2} m, {:?})", self.0.handle, self.0.distance_m, self.0.state)
    }
}

/// A sound that was heard.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct HeardSound(task::HeardSound);

#[pymethods]
impl HeardSound {
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    #[getter]
    fn bearing_rad(&self) -> f32 {
        self.0.bearing_rad
    }

    #[getter]
    fn loudness_db(&self) -> f32 {
        self.0.loudness_db
    }

    #[getter]
    fn goes_on(&self) -> bool {
        self.0.goes_on
    }

    fn __repr__(&self) -> String {
        format!("HeardSound({:?}, bearing_rad={})", self.0.name, self.0.bearing_rad)
    }
}

/// What the body feels of itself.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct BodyState(task::BodyState);

#[pymethods]
impl BodyState {
    #[getter]
    fn position_m(&self) -> (f32, f32) {
        self.0.position_m.into()
    }

    #[getter]
    fn heading_rad(&self) -> f32 {
        self.0.heading_rad
    }

    #[getter]
    fn hand_m(&self) -> (f32, f32, f32) {
        self.0.hand_m.into()
    }

    #[getter]
    fn opening_m(&self) -> f32 {
        self.0.opening_m
    }

    #[getter]
    fn load_g(&self) -> f32 {
        self.0.load_g
    }

    #[getter]
    fn gaze_rad(&self) -> (f32, f32) {
        self.0.gaze_rad.into()
    }

    fn __repr__(&self) -> String {
        format!("BodyState(position_m={:?}, heading_rad={})", self.0.position_m, self.0.heading_rad)
    }
}

/// What came of an action.
#[pyclass(frozen, eq, module = "coffeetest")]
#[derive(PartialEq)]
pub struct Outcome(pub trace::Outcome);

#[pymethods]
impl Outcome {
    #[getter]
    fn ok(&self) -> bool {
        self.0.ok
    }

    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    fn __repr__(&self) -> String {
        format!("Outcome(ok={}, {:?})", if self.0.ok { "True" } else { "False" }, self.0.text)
    }
}
