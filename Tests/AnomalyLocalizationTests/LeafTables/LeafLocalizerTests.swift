import NumericKernels
import Testing

@testable import AnomalyLocalization

@Suite("Localization on leaf tables")
struct LeafLocalizerTests {
    private func planted(seed: UInt64 = 1) -> LeafTableDraft {
        var random = Xoshiro256(seed: seed)
        var draft = LeafTableDraft([6, 10, 5, 8], noise: 0.1, random: &random)
        draft.scale([0: 2, 3: 5], by: 0.4)
        draft.scale([1: 7], by: 1.8)
        return draft
    }

    @Test("causes that were put in are found, with their change, share and leaves")
    func found() throws {
        let found = try LeafLocalizer().localize(planted().table())
        #expect(found.conditions == [[0: 2, 3: 5], [1: 7]])
        let down = try #require(found.causes.first { $0.conditions.count == 2 })
        #expect(down.leaves == 50)
        // Five leaves belong to the other cause as well, which came later.
        #expect(abs(down.change - 0.6) < 0.02)
        #expect(down.score > 0.9)
        #expect(found.causes.reduce(0) { $0 + $1.explained } <= 1 + 1e-9)
        #expect(found.causes[0].explained >= found.causes[1].explained)
    }

    @Test("nothing is found where nothing happened, whatever the noise")
    func nothing() throws {
        for (seed, noise) in [0.0, 0.01, 0.1, 0.3, 0.6].enumerated() {
            var random = Xoshiro256(seed: UInt64(seed))
            let draft = LeafTableDraft([6, 10, 5, 8], noise: noise, random: &random)
            #expect(try LeafLocalizer().localize(draft.table()).causes.isEmpty)
        }
    }

    @Test("forecasts that are all off by the same share are no cause")
    func offTogether() throws {
        var random = Xoshiro256(seed: 5)
        var draft = LeafTableDraft([6, 10, 5, 8], noise: 0.05, random: &random)
        draft.actual = draft.actual.map { 0.7 * $0 }
        let found = try LeafLocalizer().localize(draft.table())
        #expect(found.causes.isEmpty)
        draft.scale([1: 3], by: 0.2)
        let again = try LeafLocalizer().localize(draft.table())
        #expect(again.conditions == [[1: 3]])
    }

    @Test("a direction leaves out what is off in the other")
    func direction() throws {
        var settings = LeafLocalizerSettings()
        settings.direction = .up
        let up = try LeafLocalizer(settings: settings).localize(planted().table())
        #expect(up.conditions == [[1: 7]])
        settings.direction = .down
        let down = try LeafLocalizer(settings: settings).localize(planted().table())
        #expect(down.conditions == [[0: 2, 3: 5]])
    }

    @Test("the order of the rows and the unit of the measure change nothing")
    func invariance() throws {
        let draft = planted()
        let before = try LeafLocalizer().localize(draft.table())
        var shuffled = draft
        var random = Xoshiro256(seed: 9)
        let order = Array(draft.actual.indices).shuffled(using: &random)
        shuffled.codes = draft.codes.map { column in order.map { column[$0] } }
        shuffled.actual = order.map { draft.actual[$0] * 1000 }
        shuffled.forecast = order.map { draft.forecast[$0] * 1000 }
        let after = try LeafLocalizer().localize(shuffled.table())
        #expect(after.conditions == before.conditions)
    }

    @Test("rows of one combination are added up")
    func duplicates() throws {
        let draft = planted()
        var doubled = draft
        doubled.codes = draft.codes.map { $0 + $0 }
        doubled.actual = (draft.actual + draft.actual).map { $0 / 2 }
        doubled.forecast = (draft.forecast + draft.forecast).map { $0 / 2 }
        let table = try doubled.table()
        #expect(table.duplicates == draft.actual.count)
        #expect(table.actual == (try draft.table().actual))
        let localizer = try LeafLocalizer()
        #expect(localizer.localize(table) == localizer.localize(try draft.table()))
    }

    @Test("more of everything is no cause of a ratio, and a higher ratio is one")
    func ratio() throws {
        var random = Xoshiro256(seed: 6)
        let draft = LeafTableDraft([4, 6, 5, 4], noise: 0.03, random: &random)
        // Ten times the viewers where x0 = v1; three times the stalls a viewer where x2 = v3.
        let base = draft.forecast.map { 40 * $0 }
        let actualBase = base.indices.map { draft.codes[0][$0] == 1 ? 10 * base[$0] : base[$0] }
        let actual = base.indices.map { leaf in
            actualBase[leaf] / 40 * (draft.codes[2][leaf] == 3 ? 3 : 1) * draft.actual[leaf]
                / draft.forecast[leaf]
        }
        let table = try LeafTable(
            attributes: draft.attributes, codes: draft.codes, actual: actual,
            actualBase: actualBase, forecast: draft.forecast, forecastBase: base)
        #expect(try LeafLocalizer().localize(table).conditions == [[2: 3]])
    }

    @Test("an attribute with a value of its own for each leaf hides no cause and is none")
    func manyValues() throws {
        let draft = planted()
        let count = draft.actual.count
        let attributes =
            draft.attributes + [LeafAttribute(name: "id", values: (0..<count).map { "\($0)" })]
        let table = try LeafTable(
            attributes: attributes, codes: draft.codes + [(0..<Int32(count)).map { $0 }],
            actual: draft.actual, forecast: draft.forecast)
        #expect(try LeafLocalizer().localize(table).conditions == [[0: 2, 3: 5], [1: 7]])
    }

    @Test("with a limit of cells, shorter combinations are searched and the answer says so")
    func cellLimit() throws {
        var settings = LeafLocalizerSettings()
        settings.cellLimit = 400
        let found = try LeafLocalizer(settings: settings).localize(planted().table())
        #expect(found.searchedConditions == 2)
        #expect(found.conditions == [[0: 2, 3: 5], [1: 7]])
    }

    @Test("tables without leaves, without values and of one leaf have no causes")
    func degenerate() throws {
        let attribute = LeafAttribute(name: "a", values: ["a1", "a2"])
        let localizer = try LeafLocalizer()
        for (codes, values) in [([], []), ([0, 1], [0, 0]), ([0], [5])] as [([Int32], [Double])] {
            let table = try LeafTable(
                attributes: [attribute], codes: [codes], actual: values, forecast: values)
            #expect(localizer.localize(table).causes.isEmpty)
        }
        let lost = try LeafTable(
            attributes: [attribute], codes: [[0, 1]], actual: [-3, 1e300], forecast: [1e-300, 2])
        #expect(localizer.localize(lost).informativeLeaves == 2)
    }

    @Test("what is no table or no setting is refused with its place")
    func refusals() {
        let attribute = LeafAttribute(name: "a", values: ["a1"])
        #expect(throws: LocalizationError.noAttributes) {
            try LeafTable(attributes: [], codes: [], actual: [], forecast: [])
        }
        #expect(throws: LocalizationError.unknownValue(attribute: "a", code: 1, leaf: 0)) {
            try LeafTable(attributes: [attribute], codes: [[1]], actual: [1], forecast: [1])
        }
        #expect(
            throws: LocalizationError.badValue(column: "predict", value: .infinity, leaf: 0)
        ) {
            try LeafTable(
                attributes: [attribute], codes: [[0]], actual: [1], forecast: [.infinity])
        }
        #expect(
            throws: LocalizationError.unequalLengths(
                what: "values of predict", found: 0, expected: 1)
        ) {
            try LeafTable(attributes: [attribute], codes: [[0]], actual: [1], forecast: [])
        }
        #expect(throws: LocalizationError.badSetting(name: "the smallest change", value: 2)) {
            var settings = LeafLocalizerSettings()
            settings.smallestChange = 2
            _ = try LeafLocalizer(settings: settings)
        }
    }
}
