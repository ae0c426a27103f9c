import AnomalyLocalization

/// A group that explains a bin, with what the bin says of it.
struct BinFailure {
    /// Its place in the roll-up.
    var place: Int
    var group: Int32
    /// Abnormal level, 4 or 5.
    var level: Int
    var forecast: Double
    var usual: Double
    var actual: Double
    var users: Int
    var evidence: Double
    /// Places in the roll-up of the groups that it explains.
    var explained: [Int]
}

extension ServiceEventMonitor {
    /// The groups that explain a bin.
    mutating func failures(
        _ rollUp: BinRollUp, _ outcomes: [SeasonalOutcome<Float>], _ bin: OpenBin
    ) -> [BinFailure] {
        var isOpen = Set<Int32>()
        for event in openEvents { isOpen.insert(event.group) }
        var candidates: [Int] = []
        for (place, outcome) in outcomes.enumerated() where isCandidate(place, outcome, rollUp) {
            candidates.append(place)
        }
        var left: [Int32: Double] = [:]
        defer { pending = left }
        guard !candidates.isEmpty else { return [] }

        var evidence = BinEvidence(kindCount: hierarchy.kinds.count)
        // Parts of no candidate have nothing to say.
        var number = [Int32](repeating: -1, count: rollUp.parts.count)
        var needed: [Int] = []
        for place in candidates {
            for part in rollUp.members(of: place) where number[Int(part)] < 0 {
                number[Int(part)] = Int32(needed.count)
                needed.append(Int(part))
            }
        }
        addParts(needed, to: &evidence, rollUp, outcomes, bin)
        for group in rollUp.groups { evidence.populations[groups.kind(Int(group))] += 1 }
        for place in candidates {
            let group = rollUp.groups[place]
            evidence.addCandidate(
                kind: groups.kind(Int(group)),
                parts: rollUp.members(of: place).map { number[Int($0)] },
                isOpen: isOpen.contains(group), credit: pending[group] ?? 0)
        }
        let localization = localizer.localize(evidence)
        for (index, rest) in localization.rest.enumerated() where rest > 0 {
            left[rollUp.groups[candidates[index]]] = rest
        }
        return localization.findings.map { finding in
            failure(
                finding, place: candidates[finding.candidate], candidates, rollUp, outcomes)
        }
    }

    /// Whether a group may be named: anomalous in the direction that counts, or never forecast yet.
    private func isCandidate(
        _ place: Int, _ outcome: SeasonalOutcome<Float>, _ rollUp: BinRollUp
    ) -> Bool {
        guard rollUp.users[place] >= settings.minimumUsers else { return false }
        switch outcome.standing {
        case .judged:
            return outcome.isAnomalous
                && settings.localization.direction.takes(Double(outcome.residual))
        case .gathering: return true
        case .learning, .missing: return false
        }
    }

    /// Compares each part with the forecast of the finest of its groups.
    private func addParts(
        _ needed: [Int], to evidence: inout BinEvidence, _ rollUp: BinRollUp,
        _ outcomes: [SeasonalOutcome<Float>], _ bin: OpenBin
    ) {
        var placeOf = [Int32](repeating: -1, count: groups.series.count)
        for (place, group) in rollUp.groups.enumerated() { placeOf[Int(group)] = Int32(place) }
        let kinds = hierarchy.kinds.count
        for part in needed {
            let number = rollUp.parts[part]
            var finest: Int?
            for kind in hierarchy.leaves {
                let group = partGroups[Int(number) * kinds + kind]
                guard group >= 0 else { continue }
                let place = Int(placeOf[Int(group)])
                guard place >= 0, outcomes[place].forecast.isFinite else { continue }
                if finest == nil || rollUp.users[place] < rollUp.users[finest ?? 0] {
                    finest = place
                }
            }
            guard let finest else {
                evidence.addPart(residual: .nan, scale: .nan, users: rollUp.partUsers[part])
                continue
            }
            let outcome = outcomes[finest]
            let group = Int(rollUp.groups[finest])
            let actual =
                rollUp.members(of: finest).count == 1
                ? Double(rollUp.statistics[finest])
                : rollUp.statistic(ofPart: part, bin, settings.statistic, join)
            evidence.addPart(
                residual: actual - Double(outcome.forecast),
                scale: scale(of: group, users: rollUp.partUsers[part], outcome),
                users: rollUp.partUsers[part])
        }
    }

    /// How far a part of so many users usually lies from the forecast of its group, as mean absolute residual.
    ///
    /// Fewer users say less, by the root of their number. The residual of the cycle counts where it is far larger than that.
    private func scale(
        of group: Int, users: Int, _ outcome: SeasonalOutcome<Float>
    ) -> Double {
        let half = settings.series.residualScale * Double(settings.series.anomalousLevel) / 2
        let usual = Double(outcome.high - outcome.forecast) / half
        guard groups.residuals[group] > 0 else { return usual }
        let noise = Double(groups.noise[group]) / Double(max(1, users)).squareRoot()
        return max(noise, 0.4 * usual)
    }

    private func failure(
        _ finding: GroupFinding, place: Int, _ candidates: [Int], _ rollUp: BinRollUp,
        _ outcomes: [SeasonalOutcome<Float>]
    ) -> BinFailure {
        let outcome = outcomes[place]
        let actual = Double(rollUp.statistics[place])
        let half = Double(settings.series.anomalousLevel) / 2
        let isForecast = outcome.standing == .judged
        return BinFailure(
            place: place, group: rollUp.groups[place],
            // A group that is new has its forecast from its parts, whose evidence stands for the level.
            level: isForecast ? Int(outcome.level) : 5,
            forecast: isForecast ? Double(outcome.forecast) : actual - finding.shift,
            usual: isForecast ? Double(outcome.high - outcome.forecast) / half : .nan,
            actual: actual, users: rollUp.users[place], evidence: finding.evidence,
            explained: finding.explained.map { candidates[$0] })
    }
}
