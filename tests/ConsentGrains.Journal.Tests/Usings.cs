global using Shouldly;
global using Xunit;
global using ConsentGrains.Tests.Shared;
