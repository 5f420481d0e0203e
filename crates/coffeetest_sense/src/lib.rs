//! coffeetest_sense
