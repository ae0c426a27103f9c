import Ontology

/// A test that could be made next, with what it would tell and what it costs.
public struct TestChoice: Hashable, Sendable {
    /// The test.
    public let test: DiagnosticTest
    /// What it would tell.
    public let value: TestValue

    /// Makes a choice of its parts.
    public init(test: DiagnosticTest, value: TestValue) {
        self.test = test
        self.value = value
    }

    /// Value for money: what the test tells for each unit of its price.
    ///
    /// Two units are added to each price, so that of two free tests the better one comes first.
    public var utility: Double { value.value / (test.cost.price + 2) }
}

/// How the next tests are chosen (CAPRI thesis, 7.6: utility is value against cost).
public struct TestSelection: Hashable, Sendable {
    /// A test below this value is not worth sending a packet for.
    public var leastValue = 0.006
    /// A read that sends nothing is worth making for less, all the more as it may open the way to others.
    public var leastValueOfReads = 0.0001
    /// How many tests may run at once.
    public var mostAtOnce = 4
    /// A further test joins those that run when its utility is at least this share of the best one's:
    /// waiting costs more than packets, but only while the answer may still be needed.
    public var shareOfBest = 0.2

    /// How much certainty a test must add on average to be made when the answer is certain enough.
    public var leastGainWhenSure = 0.015
    /// How much it must then add for each unit of its price: doubt that is cheap to settle is settled.
    public var leastGainForPriceWhenSure = 0.0002
    /// Whether every test is made, whatever it would tell and cost.
    public var isExhaustive = false

    /// Makes the usual selection.
    public init() {}

    /// The tests that are worth making although the answer is certain enough, best first.
    ///
    /// - Parameters:
    ///   - choices: what could be started.
    ///   - budget: the price that is left.
    public func worthwhileWhenSure(among choices: [TestChoice], budget: Double) -> [TestChoice] {
        let worthwhile = choices.filter { choice in
            let price = choice.test.cost.price
            return price <= budget && choice.value.expectedGain >= leastGainWhenSure
                && choice.value.expectedGain >= leastGainForPriceWhenSure * price
        }
        return worthwhile.sorted { ($0.utility, $1.test.id) > ($1.utility, $0.test.id) }
    }

    /// The tests to start now, best first.
    ///
    /// - Parameters:
    ///   - choices: what could be started.
    ///   - running: how many tests run already.
    ///   - budget: the price that is left; a test that costs more is left out.
    public func next(
        among choices: [TestChoice], running: Int, budget: Double
    ) -> [TestChoice] {
        if isExhaustive {
            return Array(choices.prefix(max(0, mostAtOnce - running)))
        }
        let worthwhile = choices.filter { choice in
            choice.value.value
                >= (choice.test.cost.packets == 0 ? leastValueOfReads : leastValue)
        }
        .sorted { ($0.utility, $1.test.id) > ($1.utility, $0.test.id) }
        guard let best = worthwhile.first else { return [] }
        var left = budget
        var chosen = [TestChoice]()
        for choice in worthwhile where choice.utility >= shareOfBest * best.utility {
            guard chosen.count + running < mostAtOnce else { break }
            guard choice.test.cost.price <= left else { continue }
            left -= choice.test.cost.price
            chosen.append(choice)
        }
        return chosen
    }
}
