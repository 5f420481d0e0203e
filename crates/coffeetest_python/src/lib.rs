//! coffeetest_python
