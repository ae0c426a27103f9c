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
