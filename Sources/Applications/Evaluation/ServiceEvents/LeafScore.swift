#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// How well causes were found over the tables of a family: exact matches of sets of conditions.
public struct LeafScore: Sendable {
    /// What one table gave.
    struct Entry: Sendable {
        var right = 0
        var wrong = 0
        var missed = 0
        var milliseconds = 0.0
    }

    /// The family.
    public let family: String
    var entries: [Entry] = []

    /// No tables of a family yet.
    public init(family: String) { self.family = family }

    /// Adds a table: the causes that are true, those that were found, and how long it took.
    public mutating func add<Cause: Hashable>(
        truth: Set<Cause>, found: Set<Cause>, milliseconds: Double
    ) {
        let right = truth.intersection(found).count
        entries.append(
            Entry(
                right: right, wrong: found.count - right, missed: truth.count - right,
                milliseconds: milliseconds))
    }

    /// How many tables there are.
    public var tables: Int { entries.count }
    /// How many causes were found that are true.
    public var right: Int { entries.reduce(0) { $0 + $1.right } }
    /// How many were found that are not.
    public var wrong: Int { entries.reduce(0) { $0 + $1.wrong } }
    /// How many are true and were not found.
    public var missed: Int { entries.reduce(0) { $0 + $1.missed } }
    /// The mean time of a table.
    public var meanMilliseconds: Double {
        entries.reduce(0) { $0 + $1.milliseconds } / Double(max(1, tables))
    }
    /// The longest time of a table.
    public var worstMilliseconds: Double { entries.reduce(0) { max($0, $1.milliseconds) } }

    /// The micro F1 over all tables; 1 where there is nothing to find and nothing was found.
    public var f1: Double { Self.f1(right, wrong, missed) }

    /// The standard error of the F1: the jackknife over tables.
    public var f1Error: Double {
        guard tables > 1 else { return 0 }
        let without = entries.map { entry in
            Self.f1(right - entry.right, wrong - entry.wrong, missed - entry.missed)
        }
        let mean = without.reduce(0, +) / Double(tables)
        let squares = without.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return sqrt(squares * Double(tables - 1) / Double(tables))
    }

    private static func f1(_ right: Int, _ wrong: Int, _ missed: Int) -> Double {
        let all = 2 * right + wrong + missed
        return all == 0 ? 1 : 2 * Double(right) / Double(all)
    }
}
