global using CustomerGrain = ConsentGrains.Grains.Streams.Grain<
    ConsentGrains.Core.Customers.CustomerState, ConsentGrains.Grains.Customers.CustomerOrder, ConsentGrains.Core.Customers.CustomerEvent>;
global using CustomerGrains = ConsentGrains.Grains.Streams.Residents<
    ConsentGrains.Core.Customers.CustomerState, ConsentGrains.Grains.Customers.CustomerOrder, ConsentGrains.Core.Customers.CustomerEvent>;
global using PointGrain = ConsentGrains.Grains.Streams.Grain<
    ConsentGrains.Core.SupplyPoints.SupplyPointState, ConsentGrains.Grains.SupplyPoints.PointOrder, ConsentGrains.Core.SupplyPoints.SupplyPointEvent>;
global using PointGrains = ConsentGrains.Grains.Streams.Residents<
    ConsentGrains.Core.SupplyPoints.SupplyPointState, ConsentGrains.Grains.SupplyPoints.PointOrder, ConsentGrains.Core.SupplyPoints.SupplyPointEvent>;
global using SubscriptionGrains = ConsentGrains.Grains.Streams.Residents<
    ConsentGrains.Core.Subscriptions.SubscriptionState, ConsentGrains.Grains.Subscriptions.SubscriptionOrder, ConsentGrains.Core.Subscriptions.SubscriptionEvent>;
global using RequestGrain = ConsentGrains.Grains.Streams.Grain<
    ConsentGrains.Core.Requests.RequestState, ConsentGrains.Grains.Requests.RequestOrder, ConsentGrains.Core.Requests.RequestEvent>;
