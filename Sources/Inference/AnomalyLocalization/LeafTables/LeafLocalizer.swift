#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the combinations of attribute values that explain why a leaf table is off its forecast.
///
/// Leaves of one cause share one relative change (the generalised ripple effect; Z. Li et al., *Generic and Robust
/// Localization of Multi-Dimensional Root Causes*, ISSRE 2019). A set of causes is judged by how much better it
/// explains the deviations than the noise of normal leaves does, less what it takes to name the causes; the
/// best set is sought greedily over all combinations of attributes at once, and refined. See
/// Documentation/Methods/localization.md.
public struct LeafLocalizer: Sendable {
    /// What is looked for.
    public let settings: LeafLocalizerSettings

    /// A localizer with settings.
    ///
    /// - Throws: ``LocalizationError/badSetting(name:value:)``.
    public init(
        settings: LeafLocalizerSettings = LeafLocalizerSettings()
    ) throws(LocalizationError) {
        func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>)
            throws(LocalizationError)
        {
            guard range.contains(value) else { throw .badSetting(name: name, value: value) }
        }
        try check("the greatest number of causes", Double(settings.causeLimit), 0...1e6)
        try check("the smallest change", settings.smallestChange, 0...1)
        try check("the price of a cause", settings.price, 0...1e6)
        try check("the tolerance", settings.tolerance, 0...1e6)
        try check("the limit of cells", Double(settings.cellLimit), 1...1e9)
        self.settings = settings
    }

    /// Finds the causes.
    ///
    /// - Complexity: time and memory linear in the number of cells, the occurring combinations of values of
    ///   each set of attributes, times the number of causes; see ``LeafLocalizerSettings/cellLimit``.
    public func localize(_ table: LeafTable) -> LeafLocalization {
        let deviations = LeafDeviations(table)
        guard deviations.count > 0 else {
            return LeafLocalization(
                causes: [], commonChange: 0, noise: 0, searchedConditions: table.attributes.count,
                informativeLeaves: 0)
        }
        let lattice = CuboidLattice(
            sizes: table.attributes.map(\.values.count), codes: deviations.codes,
            leaves: deviations.count, cellLimit: settings.cellLimit)
        return report(search(lattice, deviations), table, deviations)
    }

    /// Searches around forecasts that are right, or around those that are off together.
    private func search(_ lattice: CuboidLattice, _ deviations: LeafDeviations) -> CauseSearch {
        let found = search(lattice, deviations, centre: 0)
        guard !found.causes.isEmpty else { return found }
        let densest = deviations.densest
        // Causes that cover nearly everything may be forecasts that are off together: the simpler story holds.
        guard
            found.freeCount < deviations.count * 3 / 20
                || abs(densest) >= settings.smallestChange
                    && deviations.share(inDirectionOf: densest) > 0.85
        else { return found }
        let shifted = search(lattice, deviations, centre: densest)
        return shifted.causes.count < found.causes.count ? shifted : found
    }

    /// Searches with a first estimate of the noise, and again with one from the leaves that no cause explains.
    private func search(
        _ lattice: CuboidLattice, _ deviations: LeafDeviations, centre: Double
    ) -> CauseSearch {
        let first = ForecastNoise(deviations, deviations.sample(), centre: centre)
        var search = CauseSearch(lattice, deviations, first, settings)
        search.run()
        guard !search.causes.isEmpty, search.freeCount >= max(20, deviations.count / 20) else {
            return search
        }
        let second = ForecastNoise(
            deviations, deviations.sample(free: search.isFree), centre: centre)
        guard !second.isClose(to: first) else { return search }
        search = CauseSearch(lattice, deviations, second, settings)
        search.run()
        return search
    }

    /// Puts into words of the table what was found.
    private func report(
        _ search: CauseSearch, _ table: LeafTable, _ deviations: LeafDeviations
    ) -> LeafLocalization {
        let shares = search.causes.map { cause in
            cause.leaves.reduce(into: (actual: 0.0, forecast: 0.0)) { sum, leaf in
                sum.actual += table.actual[deviations.leaves[Int(leaf)]]
                sum.forecast += table.forecast[deviations.leaves[Int(leaf)]]
            }
        }
        let total = zip(table.actual, table.forecast).reduce(0) { $0 + $1.0 - $1.1 }
        let whole = max(abs(total), shares.reduce(0) { $0 + abs($1.actual - $1.forecast) })
        let causes = zip(search.causes, shares).map { cause, share in
            let conditions = search.conditions(cause)
            var misfit = 0.0
            var deviation = 0.0
            let ratio = share.forecast != 0 ? share.actual / share.forecast : 0
            for leaf in cause.leaves {
                let actual = table.actual[deviations.leaves[Int(leaf)]]
                let forecast = table.forecast[deviations.leaves[Int(leaf)]]
                misfit += abs(actual - forecast * ratio)
                deviation += abs(actual - forecast)
            }
            let fit =
                share.forecast == 0 ? 1 : deviation > 0 ? max(0, 1 - misfit / deviation) : 0
            let columns = conditions.map { (table.codes[$0.attribute], $0.value) }
            return LeafCause(
                conditions: conditions, score: fit / (1 + exp(-cause.gain)),
                explained: whole > 0 ? abs(share.actual - share.forecast) / whole : 0,
                evidence: cause.gain, change: search.change(cause),
                leaves: (0..<table.count).count { leaf in
                    columns.allSatisfy { $0.0[leaf] == $0.1 }
                },
                actual: share.actual, forecast: share.forecast)
        }
        return LeafLocalization(
            causes: causes.sorted { ($0.explained, $0.evidence) > ($1.explained, $1.evidence) },
            commonChange: search.noise.centre, noise: search.noise.relative,
            searchedConditions: search.lattice.searchedOrder,
            informativeLeaves: deviations.count)
    }
}
