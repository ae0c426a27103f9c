import Foundation

/// The exponential function, where Foundation is not to be seen.
@inline(__always)
func exponential(_ x: Double) -> Double { exp(x) }
