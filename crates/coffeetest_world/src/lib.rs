//! coffeetest_world
