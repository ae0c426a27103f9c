import Foundation
import NumericKernels

/// A kind of generated series whose disturbances are known.
///
/// Five weeks of hourly medians of an RTT around 40 ms with a daily course, and from the fourth week on what
/// the kind is named for.
public enum SeriesScenario: String, CaseIterable, Sendable {
    /// Nothing happens.
    case undisturbed
    /// The paper's figure 3: a collector loses measurements for four hours, which pulls the value down.
    case dirtyData = "dirty data"
    /// The paper's figure 3: a link is congested for six hours.
    case congestion
    /// Both, a day apart, as in figure 3.
    case figure3 = "figure 3"
    /// A new route makes the level half as high again, for good.
    case levelShift = "level shift"
    /// The level rises by three deviations of the noise, for good.
    case smallShift = "small shift"
    /// The noise is three times as large in the evenings; one congestion at night.
    case noisyEvenings = "noisy evenings"
    /// Noise with heavy tails; one congestion.
    case heavyTails = "heavy tails"
    /// Every fifth bin is missing at random; one congestion.
    case gaps
    /// The first day is spoilt by dirty data; one congestion later.
    case dirtyBeginning = "dirty beginning"
    /// No course of the day; one congestion.
    case withoutSeason = "without season"
    /// The level grows by a quarter over five weeks; one congestion.
    case growth

    /// Bins of a series.
    public static let bins = 24 * 35
    static let start = 24 * 24 + 10

    /// A series of this kind: values, nan where missing, and which of them are disturbed.
    func make(seed: UInt64) -> (values: [Double], disturbed: [Bool], shift: Int?) {
        var random = Xoshiro256(seed: seed)
        var values: [Double] = []
        var disturbed = [Bool](repeating: false, count: Self.bins)
        let start = Self.start + random.index(below: 72)
        for bin in 0..<Self.bins {
            let hour = Double(bin % 24)
            let course = self == .withoutSeason ? 0 : 6 * sin((hour - 9) * .pi / 12)
            var noise = random.normal()
            if self == .noisyEvenings, 18..<23 ~= bin % 24 { noise *= 3 }
            if self == .heavyTails { noise /= max(0.25, abs(random.normal())) }
            var value = 40 + course + noise
            if self == .growth { value += 10 * Double(bin) / Double(Self.bins) }
            if self == .gaps, random.uniform() < 0.2 { value = .nan }
            if self == .dirtyBeginning, 8..<12 ~= bin { value = 2 }
            values.append(value)
        }
        func disturb(_ range: Range<Int>, _ change: (Double) -> Double) {
            for bin in range {
                values[bin] = change(values[bin])
                disturbed[bin] = values[bin].isFinite
            }
        }
        var shift: Int?
        switch self {
        case .undisturbed: break
        case .dirtyData: disturb(start..<start + 4) { _ in 2 + random.uniform() }
        case .figure3:
            disturb(start..<start + 4) { _ in 2 + random.uniform() }
            disturb(start + 24..<start + 30) { $0 + 25 }
        case .levelShift, .smallShift:
            shift = start
            let height = self == .levelShift ? 20.0 : 3
            for bin in start..<Self.bins { values[bin] += height }
        case .noisyEvenings:
            let night = start - start % 24 + 26
            disturb(night..<night + 4) { $0 + 8 }
        case .congestion, .heavyTails, .gaps, .dirtyBeginning, .withoutSeason, .growth:
            disturb(start..<start + 6) { $0 + 25 }
        }
        return (values, disturbed, shift)
    }
}
