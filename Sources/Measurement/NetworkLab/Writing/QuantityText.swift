/// Quantities as scenario files have them, chosen so that reading gives exactly the number again.
enum QuantityText {
    /// Milliseconds: `5ms`.
    static func milliseconds(_ value: Double) -> String { NumberText.of(value) + "ms" }

    /// Seconds in the largest unit of which they are a whole number: `40d`, `90s`.
    static func seconds(_ value: Double) -> String {
        for unit in [TimeUnit.days, .hours, .minutes] {
            let count = TimeUnit.seconds.convert(value, to: unit)
            if count != 0, count == count.rounded(), unit.convert(count, to: .seconds) == value {
                return NumberText.of(count) + unit.rawValue
            }
        }
        return NumberText.of(value) + "s"
    }

    /// A share as a percentage if that is short: `8%`.
    static func share(_ value: Double) -> String {
        let percentage = (value * 100_000).rounded() / 1000
        return percentage / 100 == value ? NumberText.of(percentage) + "%" : NumberText.of(value)
    }

    /// Bits a second in the largest unit of which they are a whole number: `10mbit`.
    static func rate(_ value: Double) -> String {
        for unit in RateUnit.allCases {
            let count = value / unit.bitsPerSecond
            if count == count.rounded(), count * unit.bitsPerSecond == value {
                return NumberText.of(count) + unit.rawValue
            }
        }
        return NumberText.of(value)
    }
}
