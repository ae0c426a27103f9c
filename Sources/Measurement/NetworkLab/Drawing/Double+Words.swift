import Foundation

extension Double {
    /// The number without a useless fraction.
    var short: String {
        self == rounded() && abs(self) < 1e15
            ? String(format: "%.0f", self) : String(format: "%.4g", self)
    }

    /// A time in seconds.
    var seconds: String { "\(short) s" }
}
