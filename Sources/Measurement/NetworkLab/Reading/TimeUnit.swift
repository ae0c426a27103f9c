/// The units in which scenario files give durations.
enum TimeUnit: String, CaseIterable {
    // Longer suffixes first: a text that ends in `ms` ends in `s` too.
    case milliseconds = "ms"
    case seconds = "s"
    case minutes = "m"
    case hours = "h"
    case days = "d"

    /// How many milliseconds one is.
    var milliseconds: Double {
        switch self {
        case .milliseconds: 1
        case .seconds: 1000
        case .minutes: 60_000
        case .hours: 3_600_000
        case .days: 86_400_000
        }
    }

    /// A duration in this unit as a number of another.
    ///
    /// A whole number of days is a whole number of seconds exactly, and a number in its own unit is
    /// returned as it is.
    func convert(_ value: Double, to other: TimeUnit) -> Double {
        self == other ? value : value * milliseconds / other.milliseconds
    }
}

/// The units in which scenario files give rates, after Linux's tc.
enum RateUnit: String, CaseIterable {
    case gigabits = "gbit"
    case megabits = "mbit"
    case kilobits = "kbit"
    case bits = "bit"

    /// How many bits a second one is.
    var bitsPerSecond: Double {
        switch self {
        case .gigabits: 1e9
        case .megabits: 1e6
        case .kilobits: 1e3
        case .bits: 1
        }
    }
}
