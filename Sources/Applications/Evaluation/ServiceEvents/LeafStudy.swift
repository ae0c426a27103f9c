import AnomalyLocalization
import NumericKernels

/// Localization on generated leaf tables of the published families and of incidents, with one set of settings.
public struct LeafStudy: Sendable {
    /// How many tables of each family.
    public var tables = 60
    /// The seed of all tables.
    public var seed: UInt64 = 1
    /// What is looked for.
    public var settings = LeafLocalizerSettings()

    /// A study with the defaults.
    public init() {}

    /// A family and how its tables are made, by their number.
    private typealias Family = (
        name: String, make: (Int, inout Xoshiro256) throws(LocalizationError) -> LeafInstance
    )

    /// Generates the tables, searches them and counts.
    ///
    /// - Parameter progress: told the name of each family before it.
    /// - Throws: ``LocalizationError`` for settings out of range; `CancellationError`.
    public func run(progress: (String) -> Void = { _ in }) throws -> LeafStudySummary {
        let localizer = try LeafLocalizer(settings: settings)
        let clock = ContinuousClock()
        var scores = [LeafScore]()
        for family in Self.families {
            progress(family.name)
            var random = Xoshiro256(seed: seed)
            var score = LeafScore(family: family.name)
            for number in 0..<tables {
                try Task.checkCancellation()
                let instance = try family.make(number, &random)
                let start = clock.now
                let found = localizer.localize(instance.table)
                let time = (clock.now - start).components
                score.add(
                    truth: instance.causes, found: Set(found.causes.map { Set($0.conditions) }),
                    milliseconds: Double(time.seconds) * 1e3 + Double(time.attoseconds) / 1e15)
            }
            scores.append(score)
        }
        return LeafStudySummary(scores: scores)
    }

    private static var families: [Family] {
        func scaling(
            _ name: String, _ family: LeafScaling, _ noise: ClosedRange<Double>
        ) -> Family {
            (
                name,
                { _, random throws(LocalizationError) in
                    var family = family
                    family.noise = noise
                    return try family.instance(&random)
                }
            )
        }
        func ripple(_ name: String, _ noise: Double) -> Family {
            (
                name,
                { number, random throws(LocalizationError) in
                    var family = LeafRipple(order: 1 + number % 3, elements: 1 + number / 3 % 3)
                    family.noise = noise
                    return try family.instance(&random)
                }
            )
        }
        func incident(_ name: String, _ event: LeafIncident.Event, _ isRatio: Bool) -> Family {
            (
                name,
                { _, random throws(LocalizationError) in
                    try LeafIncident(event: event, isRatio: isRatio).instance(&random)
                }
            )
        }
        return [
            scaling("S", .small, 0...0.25), scaling("S, noise 25 to 40 %", .small, 0.25...0.4),
            scaling("L", .large, 0...0.1), scaling("L, noise 10 to 15 %", .large, 0.1...0.15),
            ripple("B0", 0.01), ripple("B0, noise 8 %", 0.08),
            incident("incident", .cause, false), incident("incident, ratio", .cause, true),
            incident("incident in nearly everything", .nearlyEverything, true),
            incident("nothing happened", .nothing, false),
            incident("nothing happened, ratio", .nothing, true),
            incident("all forecasts off", .offEverywhere, true),
        ]
    }
}
