global using ConsentGrains.Core;
global using ConsentGrains.Core.Customers;
global using ConsentGrains.Core.Decisions;
global using ConsentGrains.Core.Directory;
global using Shouldly;
global using Xunit;
global using ConsentGrains.Tests.Shared;
