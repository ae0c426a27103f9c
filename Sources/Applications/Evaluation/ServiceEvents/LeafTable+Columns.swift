import AnomalyLocalization
import Records

extension LeafTable {
    /// A table of columns that were read from a file.
    public init(_ columns: LeafColumns) throws(LocalizationError) {
        let attributes = columns.attributes.map { LeafAttribute(name: $0.name, values: $0.values) }
        let codes = columns.attributes.map(\.codes)
        switch columns.measure {
        case .additive(let actual, let forecast):
            try self.init(
                attributes: attributes, codes: codes, actual: actual, forecast: forecast)
        case .ratio(let actual, let actualBase, let forecast, let forecastBase):
            try self.init(
                attributes: attributes, codes: codes, actual: actual, actualBase: actualBase,
                forecast: forecast, forecastBase: forecastBase)
        }
    }
}
