//! coffeetest_plan
