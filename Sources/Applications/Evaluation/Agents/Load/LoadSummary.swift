/// The figures of a load study beside what the agent is held to.
public struct LoadSummary: Sendable {
    /// What was asked.
    public let plan: LoadPlan
    /// The URI of the agent.
    public let agent: String
    /// What each phase measured.
    public let figures: [LoadFigures]

    /// Something that the agent is held to.
    public struct Bar: Hashable, Sendable {
        /// What it is about, in words.
        public let name: String
        /// What was measured, in words.
        public let measured: String
        /// Whether it is met; nil when it could not be measured.
        public let isMet: Bool?
    }

    /// The bars, in the order of the phases.
    public var bars: [Bar] { figures.flatMap(bars(of:)) }

    /// Whether no bar is missed.
    public var isMet: Bool { bars.allSatisfy { $0.isMet != false } }

    private func bars(of figures: LoadFigures) -> [Bar] {
        let name = figures.phase.evidence.rawValue
        switch figures.phase.level {
        case .half:
            let quantile = figures.latency.quantile(0.99)
            return [
                Bar(
                    name: "\(name): 99 of 100 answers within \(Int(LoadPlan.latencyBar)) ms at "
                        + "\(Int(figures.phase.rate)) requests/s",
                    measured: quantile.map { "\(LoadSummary.decimal($0)) ms" }
                        ?? "fewer than 99 of 100 were answered",
                    isMet: quantile.map { $0 < LoadPlan.latencyBar } ?? false)
            ]
        case .full:
            return [
                Bar(
                    name: "\(name): at least \(Int(figures.phase.bar)) answers/s",
                    measured: "\(LoadSummary.decimal(figures.answeredRate))/s",
                    isMet: figures.answeredRate >= figures.phase.bar && figures.flaws.isEmpty)
            ]
        case .triple:
            let unclear = figures.failed + figures.flaws.count
            return [
                Bar(
                    name: "\(name): whoever is not answered at \(Int(figures.phase.rate)) "
                        + "requests/s is told why",
                    measured: "\(figures.refused) told, \(unclear) not", isMet: unclear == 0),
                Bar(
                    name: "\(name): memory below \(LoadPlan.memoryBar / 1_000_000) MB at "
                        + "\(Int(figures.phase.rate)) requests/s",
                    measured: figures.residentBytes.map { "\($0 / 1_000_000) MB" } ?? "not known",
                    isMet: figures.residentBytes.map { $0 < LoadPlan.memoryBar }),
            ]
        }
    }

    static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return value >= 100 ? "\(Int(value.rounded()))" : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
