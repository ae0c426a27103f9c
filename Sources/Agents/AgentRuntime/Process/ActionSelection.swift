/// An action that could be taken next, with what it would tell and what it costs.
public struct ActionProspect: Hashable, Sendable {
    /// The expected change of the confidence, 0 to 1.
    public var expectedGain: Double
    /// The expected information about the explanations, in bits.
    public var information: Double
    /// The probability that the confidence stays below the threshold after it.
    public var doubt: Double
    /// What it is expected to cost.
    public var cost: Double
    /// What it costs in 95 of 100 cases at most.
    public var cost95: Double
    /// The time that it takes in 95 of 100 cases at most, in milliseconds; nil when not known.
    public var milliseconds95: Double?
    /// What it speaks of: two actions about one thing are not taken at once.
    public var topic: String

    /// Makes a prospect of its parts.
    public init(
        expectedGain: Double, information: Double, doubt: Double, cost: Double, cost95: Double,
        milliseconds95: Double?, topic: String
    ) {
        self.expectedGain = expectedGain
        self.information = information
        self.doubt = doubt
        self.cost = cost
        self.cost95 = cost95
        self.milliseconds95 = milliseconds95
        self.topic = topic
    }
}

/// How the next actions are chosen: value against cost (CAPRI thesis, 7.8).
public struct ActionSelection: Hashable, Sendable {
    /// The value of a bit of information where it does not yet change the verdict: two tests may tell together
    /// what neither tells alone.
    public var valueOfInformation = 0.1
    /// An action below this value is not worth a message.
    public var leastValue = 0.01
    /// How much of the cost counts: utility is value over cost to this power.
    ///
    /// 1 buys the most value for each unit of cost, 0 ignores cost.
    public var costExponent = 0.25
    /// How many actions may run at once for one diagnosis.
    public var mostAtOnce = 3
    /// A second action joins the first when the doubt that the first leaves is at least this probable: then it
    /// will most likely be needed, and waiting costs the asker time.
    public var doubtForCompany = 0.85
    /// How far a service is believed to settle the matter whose evidence this agent knows nothing of.
    public var reliabilityOfStrangers = 0.5
    /// Whether every action is taken that tells anything, whatever it costs: what the savings are measured by.
    public var isExhaustive = false

    /// Makes the usual selection.
    public init() {}

    /// What an action is worth.
    public func value(of prospect: ActionProspect) -> Double {
        prospect.expectedGain + valueOfInformation * prospect.information
    }

    /// The actions to take now, best first, as places in `prospects`.
    ///
    /// - Parameters:
    ///   - running: how many run already.
    ///   - budget: what may still be spent; an action must fit in with what it may cost at most.
    ///   - time: what is left, in milliseconds; actions that would end too late are left out.
    ///   - all: whether every action is wanted that tells anything, as many as fit in the budget.
    public func next(
        among prospects: [ActionProspect], running: Int, budget: Double, time: Double,
        all: Bool = false
    ) -> [Int] {
        let isExhaustive = isExhaustive || all
        let possible = prospects.indices.filter { place in
            let prospect = prospects[place]
            return prospect.cost95 <= budget && (prospect.milliseconds95 ?? 0) <= time
                && (isExhaustive || value(of: prospect) >= leastValue)
                && (!all || prospect.information > 0)
        }
        func utility(_ place: Int) -> Double {
            let scale = Power.of(max(prospects[place].cost, 1), costExponent)
            return value(of: prospects[place]) / scale
        }
        // Of equal ones the first holds, as the directory wants it (CAPRI thesis, A.3.3).
        let ranked = possible.sorted { (utility($0), $1) > (utility($1), $0) }
        var left = budget
        var doubt = 1.0
        var chosen = [Int]()
        var topics = Set<String>()
        for place in ranked where chosen.count + running < (isExhaustive ? Int.max : mostAtOnce) {
            let prospect = prospects[place]
            guard prospect.cost95 <= left else { continue }
            if !isExhaustive {
                guard chosen.isEmpty ? running == 0 : doubt >= doubtForCompany,
                    topics.insert(prospect.topic).inserted
                else { continue }
            }
            left -= prospect.cost95
            doubt *= prospect.doubt
            chosen.append(place)
        }
        return chosen
    }
}
